package io.affectstream.training.corpus;

import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.inference.onnx.DeviceConfig;
import io.affectstream.inference.onnx.NativeTensor;
import io.affectstream.inference.onnx.OnnxSession;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.Manifest.ImageInput;
import io.affectstream.schemas.bundle.Manifest.Tensor;
import io.affectstream.training.ItemListener;
import io.affectstream.training.cache.FeatureArray;
import io.affectstream.training.cache.FeatureCache;
import io.affectstream.training.data.ActionUnitTable;
import io.affectstream.training.data.Columns;
import io.affectstream.training.data.FaceAugmentation;
import io.affectstream.training.data.FaceImages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/**
 * Outputs of a frozen face encoder for every image of a set, clear and corrupted: expression
 * embedding and spatial tokens, through {@code inference} as in the stream. Tokens are stored with
 * 8 bits of mantissa.
 */
public final class FaceBank {

  /** An image as from a good camera. */
  public static final int CLEAR = 0;

  /** The same, occluded, of low resolution or badly lit. */
  public static final int CORRUPTED = 1;

  /**
   * Shape of a face's tokens.
   *
   * @param tokens T
   * @param size numbers per token
   */
  public record Shape(int tokens, int size) {}

  /** What is read of each face besides its embedding. */
  public enum Reading {
    /** Spatial tokens, for a network with cross-attention. */
    TOKENS,
    /** Log probabilities of the eight expressions, for a pool of experts. */
    LOG_PROBABILITIES
  }

  private static final FaceAugmentation[] VARIANTS = {
    new FaceAugmentation(6, 0.06, 0.03, 1.2, 0, 0),
    new FaceAugmentation(12, 0.1, 0.06, 1.8, 0.7, 0.7)
  };
  private static final int BATCH = 64;
  private static final int CHUNK = 1024;
  private static final int EMBEDDING = 16;
  private static final int THUMBNAIL = 8;
  private static final int CANDIDATES = 48;

  private final List<Expression> labels;
  private final List<List<Integer>> byClass = new ArrayList<>();
  private final float[][][] embeddings;
  private final short[][][] tokens;
  private final float[][] units;
  private final float[][] thumbnails;

  private FaceBank(FaceBank all, IntPredicate wanted) {
    labels = all.labels;
    embeddings = all.embeddings;
    tokens = all.tokens;
    units = all.units;
    thumbnails = all.thumbnails;
    all.byClass.forEach(indices -> byClass.add(indices.stream().filter(wanted::test).toList()));
  }

  private FaceBank(FaceImages images, Optional<ActionUnitTable> teacher) {
    labels = images.labels();
    embeddings = new float[VARIANTS.length][images.size()][];
    tokens = new short[VARIANTS.length][images.size()][];
    units = new float[images.size()][];
    thumbnails = new float[images.size()][];
    for (Expression ignored : Expression.values()) {
      byClass.add(new ArrayList<>());
    }
    for (int i = 0; i < images.size(); i++) {
      byClass.get(Columns.of(labels.get(i))).add(i);
      String name = images.names().get(i);
      units[i] = teacher.flatMap(table -> table.of(name)).orElse(new float[0]);
      thumbnails[i] = thumbnail(images, i);
    }
  }

  /**
   * Runs every image through the encoder.
   *
   * @param bundle its per-face graph must have {@code embedding}, and {@code tokens} or the
   *     expression head
   * @param reading what is read besides the embedding
   * @param images grey faces
   * @param teacher action units by image
   * @param seed of the variations
   * @param features cache folder of the encoder's outputs; empty: no cache
   * @param listener notified about every thousand images
   * @throws IOException if the cache cannot be read or written
   */
  public static FaceBank of(
      ModelBundle bundle,
      Reading reading,
      FaceImages images,
      Optional<ActionUnitTable> teacher,
      long seed,
      Optional<Path> features,
      ItemListener listener)
      throws IOException {
    FaceBank bank = new FaceBank(images, teacher);
    Manifest.Face face = bundle.manifest().face();
    String encoder = bundle.manifest().files().get(face.file()).sha256();
    String identity = "face-bank 1 %s %s".formatted(encoder, reading);
    Optional<FeatureCache> cache = features.map(folder -> new FeatureCache(folder, identity));
    Outputs outputs = Outputs.of(bundle.manifest(), reading);
    try (OnnxSession session =
        OnnxSession.open(face.file(), bundle.file(face.file()), DeviceConfig.cpu())) {
      for (int variant = 0; variant < VARIANTS.length; variant++) {
        for (int from = 0; from < images.size(); from += CHUNK) {
          Chunk chunk =
              new Chunk(from, Math.min(CHUNK, images.size() - from), variant, images, seed);
          FeatureArray said =
              cache.isPresent()
                  ? cache
                      .get()
                      .of(chunk.identity(), () -> bank.encode(chunk, session, face, outputs))
                  : bank.encode(chunk, session, face, outputs);
          bank.keep(chunk, said);
          listener.done(
              "faces",
              (long) variant * images.size() + chunk.from + chunk.rows,
              (long) VARIANTS.length * images.size());
        }
      }
    }
    return bank;
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
  private record Chunk(int from, int rows, int variant, FaceImages images, long seed) {

    /** All inputs of the encoder's outputs besides the encoder. */
    byte[] identity() {
      int image = images.side() * images.side();
      ByteBuffer bytes = ByteBuffer.allocate(2 * Integer.BYTES + Long.BYTES + rows * image);
      bytes.putInt(from).putInt(variant).putLong(seed);
      return bytes.put(images.pixels(), from * image, rows * image).array();
    }
  }

  /** Embedding and what else is read of every image, {@code [rows, 16 + T * D]}. */
  private FeatureArray encode(
      Chunk chunk, OnnxSession session, Manifest.Face face, Outputs outputs) {
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

  private void keep(Chunk chunk, FeatureArray said) {
    int width = said.shape()[1];
    for (int row = 0; row < chunk.rows; row++) {
      int at = row * width;
      float[] values = said.values();
      embeddings[chunk.variant][chunk.from + row] = Arrays.copyOfRange(values, at, at + EMBEDDING);
      tokens[chunk.variant][chunk.from + row] =
          packed(Arrays.copyOfRange(values, at + EMBEDDING, at + width));
    }
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

  private static short[] packed(float[] values) {
    short[] packed = new short[values.length];
    for (int i = 0; i < values.length; i++) {
      packed[i] = (short) ((Float.floatToRawIntBits(values[i]) + 0x8000) >>> 16);
    }
    return packed;
  }

  private static float[] thumbnail(FaceImages images, int image) {
    float[] small = new float[THUMBNAIL * THUMBNAIL];
    int offset = image * images.side() * images.side();
    FaceAugmentation.plain(images.pixels(), offset, images.side(), small, 0, THUMBNAIL);
    double mean = 0;
    for (float value : small) {
      mean += value / small.length;
    }
    double length = 1e-9;
    for (int i = 0; i < small.length; i++) {
      small[i] -= (float) mean;
      length += small[i] * small[i];
    }
    for (int i = 0; i < small.length; i++) {
      small[i] /= (float) Math.sqrt(length);
    }
    return small;
  }

  /** The same images, restricted to some indices for drawing. */
  public FaceBank only(IntPredicate wanted) {
    return new FaceBank(this, wanted);
  }

  /** An image of a class; empty if there is none. */
  public Optional<Integer> draw(Expression label, SplittableRandom random) {
    List<Integer> images = byClass.get(Columns.of(label));
    return images.isEmpty()
        ? Optional.empty()
        : Optional.of(images.get(random.nextInt(images.size())));
  }

  /**
   * A neutral image as a proxy for the same person at rest: the most similar of some, by
   * correlation at 8 x 8 pixels (pose, light, hair and skin). The data set does not identify
   * persons.
   */
  public int neutralPartner(int image, SplittableRandom random) {
    int best = draw(Expression.NEUTRAL, random).orElseThrow();
    double greatest = -2;
    for (int i = 0; i < CANDIDATES; i++) {
      int candidate = draw(Expression.NEUTRAL, random).orElseThrow();
      double correlation = 0;
      for (int j = 0; j < thumbnails[image].length; j++) {
        correlation += thumbnails[image][j] * thumbnails[candidate][j];
      }
      if (candidate != image && correlation > greatest) {
        greatest = correlation;
        best = candidate;
      }
    }
    return best;
  }

  /** Expression embedding {@code [16]}; not to be modified. */
  public float[] embedding(int image, int variant) {
    return embeddings[variant][image];
  }

  /** Spatial tokens {@code [T * D]}. */
  public float[] tokens(int image, int variant) {
    short[] packed = tokens[variant][image];
    float[] values = new float[packed.length];
    for (int i = 0; i < packed.length; i++) {
      values[i] = Float.intBitsToFloat(packed[i] << 16);
    }
    return values;
  }

  /** The teacher's action units {@code [12]}; empty if it found no face. */
  public float[] units(int image) {
    return units[image];
  }
}
