package io.affectstream.training.affwild.video;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.features.vision.Image;
import io.affectstream.features.vision.ImageDecoder;
import io.affectstream.features.vision.ImageException;
import io.affectstream.features.vision.ImageLimits;
import io.affectstream.features.vision.SearchSchedule;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.inference.face.FaceConfig;
import io.affectstream.inference.face.FaceFinder;
import io.affectstream.inference.face.FaceSequence;
import io.affectstream.inference.onnx.DeviceConfig;
import io.affectstream.inference.onnx.ModelOutputException;
import io.affectstream.inference.onnx.NativeTensor;
import io.affectstream.inference.onnx.OnnxSession;
import io.affectstream.schemas.FrameEncoding;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.Manifest.ImageInput;
import io.affectstream.schemas.bundle.Manifest.Tensor;
import io.affectstream.schemas.bundle.TensorLayout;
import io.affectstream.training.affwild.AffWildSettings.Memory;
import io.affectstream.training.affwild.data.AffWildVideo.Person;
import io.affectstream.training.cache.FeatureArray;
import io.affectstream.training.corpus.FaceBank;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Outputs of a frozen encoder for a person's faces: embedding and static feature. Faces are found
 * and cropped as in the stream; images that are already crops are used as a whole. Not thread-safe.
 */
final class FaceReader implements AutoCloseable {

  /** Numbers of an expression embedding. */
  static final int EMBEDDING = 16;

  private final Manifest.Face face;
  private final Memory memory;
  private final FaceFinder finder;
  private final ImageDecoder decoder;
  private final OnnxSession session;
  private final NativeTensor input;
  private final NativeTensor embedding;
  private final NativeTensor tokens;
  private final FaceBank.Shape spatial;

  /**
   * A reader.
   *
   * @param bundle its per-face graph must have {@code embedding} and {@code tokens}
   * @param memory form of the static feature
   * @throws IllegalArgumentException if the graph lacks them
   */
  FaceReader(ModelBundle bundle, Memory memory) {
    this.face = bundle.manifest().face();
    this.memory = memory;
    Tensor first = output(bundle, "embedding");
    Tensor second = output(bundle, "tokens");
    this.spatial = new FaceBank.Shape((int) second.shape()[1], (int) second.shape()[2]);
    this.embedding = NativeTensor.floats(first.name());
    this.tokens = NativeTensor.floats(second.name());
    this.input = NativeTensor.floats(face.input().name());
    this.finder = new FaceFinder(bundle, FaceConfig.DEFAULT);
    this.decoder = new ImageDecoder(ImageLimits.DEFAULT, finder.need());
    this.session = OnnxSession.open(face.file(), bundle.file(face.file()), DeviceConfig.cpu());
  }

  private static Tensor output(ModelBundle bundle, String role) {
    Manifest.Face face = bundle.manifest().face();
    if (face == null || face.outputs() == null || !face.outputs().containsKey(role)) {
      throw new IllegalArgumentException(
          "bundle: expected a per-face graph that offers '%s', found %s, which does not; name"
                  .formatted(role, bundle.identity())
              + " another in the setting 'bundle', e.g. face-3");
    }
    return face.outputs().get(role);
  }

  /** Shape of the static feature. */
  FaceBank.Shape shape() {
    return memory == Memory.POOLED ? new FaceBank.Shape(1, spatial.size()) : spatial;
  }

  /** Numbers of a row: whether there is a face, embedding, static feature. */
  int width() {
    return 1 + EMBEDDING + shape().tokens() * shape().size();
  }

  /**
   * Rows of consecutive frames, {@code [frames, width()]}; zeros where no face is.
   *
   * @param images an image per frame; empty where there is none
   * @param cutOut whether the images are already face crops
   * @param person person to find in images that are not crops
   * @throws IOException if an image cannot be decoded; the message counts from 0
   */
  FeatureArray read(List<Optional<byte[]>> images, boolean cutOut, Person person)
      throws IOException {
    List<float[]> crops = new ArrayList<>();
    List<Integer> rows = new ArrayList<>();
    FaceSequence sequence = new FaceSequence(finder, SearchSchedule.DEFAULT);
    for (int i = 0; i < images.size(); i++) {
      if (images.get(i).isPresent()) {
        try (Image image = decoder.decode(FrameEncoding.REFERENCE, 0, 0, images.get(i).get())) {
          if (cutOut) {
            crops.add(finder.whole(image).crop());
            rows.add(i);
          } else {
            Optional<DetectedFace> own = own(sequence.next(image), person, image.width());
            if (own.isPresent()) {
              crops.add(finder.cut(image, List.of(own.get())).get(0).crop());
              rows.add(i);
            }
          }
        } catch (ImageException e) {
          throw new IOException("image %d of its block: %s".formatted(i, e.getMessage()), e);
        }
      }
    }
    return rows(images.size(), crops, rows);
  }

  /**
   * The face of a person: the largest; of two people the one further left or right of the two
   * largest, or the only one, if it is in that half of the image.
   */
  static Optional<DetectedFace> own(List<DetectedFace> faces, Person person, int width) {
    if (person == Person.ONLY || faces.isEmpty()) {
      return faces.stream().findFirst();
    }
    Comparator<DetectedFace> fromLeft = Comparator.comparingDouble(face -> middle(face.box()));
    List<DetectedFace> two = faces.stream().limit(2).sorted(fromLeft).toList();
    DetectedFace own = two.get(person == Person.LEFT ? 0 : two.size() - 1);
    boolean left = middle(own.box()) < width / 2.0;
    return two.size() == 2 || left == (person == Person.LEFT) ? Optional.of(own) : Optional.empty();
  }

  private static double middle(FaceBox box) {
    return box.x() + box.width() / 2.0;
  }

  private FeatureArray rows(int frames, List<float[]> crops, List<Integer> rows) {
    float[] values = new float[frames * width()];
    if (!crops.isEmpty()) {
      run(crops);
      for (int i = 0; i < crops.size(); i++) {
        int at = rows.get(i) * width();
        values[at] = 1;
        float[] first = finite("embedding", embedding.slice(i));
        System.arraycopy(first, 0, values, at + 1, EMBEDDING);
        float[] second = kept(finite("tokens", tokens.slice(i)));
        System.arraycopy(second, 0, values, at + 1 + EMBEDDING, second.length);
      }
    }
    return new FeatureArray(new int[] {frames, width()}, values);
  }

  private void run(List<float[]> crops) {
    ImageInput image = face.input();
    int rows = crops.size();
    if (image.layout() == TensorLayout.NHWC) {
      input.shape(rows, image.height(), image.width(), image.channels());
    } else {
      input.shape(rows, image.channels(), image.height(), image.width());
    }
    FloatBuffer pixels = input.floats();
    crops.forEach(pixels::put);
    embedding.shape(rows, EMBEDDING);
    tokens.shape(rows, spatial.tokens(), spatial.size());
    session.run(List.of(input), List.of(embedding, tokens));
  }

  private float[] finite(String role, float[] values) {
    ModelOutputException.requireFinite(face.file(), role, values);
    return values;
  }

  /** The tokens, or their mean. */
  private float[] kept(float[] all) {
    if (memory == Memory.TOKENS) {
      return all;
    }
    float[] mean = new float[spatial.size()];
    for (int i = 0; i < all.length; i++) {
      mean[i % mean.length] += all[i] / spatial.tokens();
    }
    return mean;
  }

  @Override
  public void close() {
    try (session) {
      finder.close();
    }
  }
}
