package io.affectstream.training.corpus;

import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.inference.onnx.DeviceConfig;
import io.affectstream.inference.onnx.NativeTensor;
import io.affectstream.inference.onnx.OnnxSession;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.Manifest.ImageInput;
import io.affectstream.schemas.bundle.Manifest.Tensor;
import io.affectstream.training.cache.FeatureArray;
import io.affectstream.training.corpus.FaceBank.Reading;
import io.affectstream.training.data.FaceAugmentation;
import io.affectstream.training.data.FaceImages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Runs the per-face graph of a bundle on varied images, for a {@link FaceBank}. */
final class FaceEncoding implements AutoCloseable {

  /** How an image is varied, by the number of the variant. */
  static final FaceAugmentation[] VARIANTS = {
    new FaceAugmentation(6, 0.06, 0.03, 1.2, 0, 0),
    new FaceAugmentation(12, 0.1, 0.06, 1.8, 0.7, 0.7)
  };

  private static final int BATCH = 64;

  private final Manifest.Face face;
  private final Outputs outputs;
  private final OnnxSession session;

  /**
   * @param reading what is read besides the embedding
   */
  FaceEncoding(ModelBundle bundle, Reading reading) throws IOException {
    face = bundle.manifest().face();
    outputs = Outputs.of(bundle.manifest(), reading);
    session = OnnxSession.open(face.file(), bundle.file(face.file()), DeviceConfig.cpu());
  }

  /** Tensors that are read. */
  private record Outputs(Tensor embedding, Tensor second, boolean logits) {

    static Outputs of(Manifest manifest, Reading reading) {
      Map<String, Tensor> roles = manifest.face().outputs();
      Manifest.Head head = manifest.heads().expression();
      return switch (reading) {
        case TOKENS -> new Outputs(roles.get("embedding"), roles.get("tokens"), false);
        case LOG_PROBABILITIES ->
            new Outputs(
                roles.get("embedding"),
                new Tensor(head.output(), new long[] {-1, head.labels().size()}),
                true);
      };
    }

    float[] read(float[] values) {
      return logits ? LogSoftmax.of(values) : values;
    }
  }

  /** Consecutive images in one variation. */
  record Chunk(int from, int rows, int variant, FaceImages images, long seed) {

    /** All inputs of the encoder's outputs besides the encoder. */
    byte[] identity() {
      int image = images.side() * images.side();
      ByteBuffer bytes = ByteBuffer.allocate(2 * Integer.BYTES + Long.BYTES + rows * image);
      bytes.putInt(from).putInt(variant).putLong(seed);
      return bytes.put(images.pixels(), from * image, rows * image).array();
    }
  }

  /** Embedding and what else is read of every image, {@code [rows, 16 + T * D]}. */
  FeatureArray of(Chunk chunk) {
    ImageInput input = face.input();
    int side = input.height();
    float[] image = new float[side * side];
    NativeTensor in = NativeTensor.floats(input.name());
    NativeTensor embedding = NativeTensor.floats(outputs.embedding.name());
    NativeTensor spatial = NativeTensor.floats(outputs.second.name());
    FaceImages images = chunk.images;
    float[] all = new float[0];
    int width = 0;
    for (int at = 0; at < chunk.rows; at += BATCH) {
      int rows = Math.min(BATCH, chunk.rows - at);
      FloatBuffer values = in.shape(rows, input.channels(), side, side).floats();
      for (int i = chunk.from + at; i < chunk.from + at + rows; i++) {
        SplittableRandom random = new SplittableRandom(chunk.seed * 31 + i * 7919L + chunk.variant);
        int offset = i * images.side() * images.side();
        VARIANTS[chunk.variant].draw(
            images.pixels(), offset, images.side(), image, 0, side, random);
        put(image, input, values);
      }
      embedding.shape(shape(outputs.embedding, rows));
      spatial.shape(shape(outputs.second, rows));
      session.run(List.of(in), List.of(embedding, spatial));
      for (int row = 0; row < rows; row++) {
        float[] first = embedding.slice(row);
        float[] second = outputs.read(spatial.slice(row));
        if (width == 0) {
          width = first.length + second.length;
          all = new float[chunk.rows * width];
        }
        System.arraycopy(first, 0, all, (at + row) * width, first.length);
        System.arraycopy(second, 0, all, (at + row) * width + first.length, second.length);
      }
    }
    return new FeatureArray(new int[] {chunk.rows, width}, all);
  }

  /** Converts grey in [0, 1] to the input's channels and scale. */
  private static void put(float[] grey, ImageInput input, FloatBuffer values) {
    for (int channel = 0; channel < input.channels(); channel++) {
      for (float pixel : grey) {
        values.put((pixel * 255 * input.scale() - input.mean()[channel]) / input.std()[channel]);
      }
    }
  }

  private static long[] shape(Tensor tensor, int rows) {
    long[] shape = tensor.shape().clone();
    shape[0] = rows;
    return shape;
  }

  @Override
  public void close() {
    session.close();
  }
}
