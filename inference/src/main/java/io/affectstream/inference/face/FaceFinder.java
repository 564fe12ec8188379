package io.affectstream.inference.face;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.features.vision.FaceCropper;
import io.affectstream.features.vision.FaceDetector;
import io.affectstream.features.vision.FaceFollower;
import io.affectstream.features.vision.FaceQuality;
import io.affectstream.features.vision.FollowedFace;
import io.affectstream.features.vision.Image;
import io.affectstream.features.vision.ImageNeed;
import io.affectstream.features.vision.SearchDepth;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.inference.onnx.DeviceConfig;
import io.affectstream.schemas.bundle.Manifest;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Detector, cropper and quality measure of one thread: converts images to cropped faces. Not
 * thread-safe; holds native memory until closed.
 */
public final class FaceFinder implements AutoCloseable {

  /** Margin that keeps an edge on a pixel's border from being rounded down. */
  private static final float ROUNDING = 1e-3f;

  private final float margin;
  private final FaceConfig config;
  private final FaceDetector detector;
  private final Optional<DetectorModel> owned;
  private final FaceCropper cropper;
  private final FaceQuality quality;
  private final ImageNeed need;

  /**
   * A finder with its own detector, on the CPU.
   *
   * @param bundle a bundle with a per-face graph
   * @param config which faces are followed
   */
  public FaceFinder(ModelBundle bundle, FaceConfig config) {
    this(bundle.manifest().face(), config, DetectorModel.open(bundle, DeviceConfig.cpu()), true);
  }

  /**
   * A finder on a shared model, which it does not close.
   *
   * @param face a bundle's per-face graph
   * @param config which faces are followed
   * @param model its detector
   */
  FaceFinder(Manifest.Face face, FaceConfig config, DetectorModel model) {
    this(face, config, model, false);
  }

  private FaceFinder(Manifest.Face face, FaceConfig config, DetectorModel model, boolean owns) {
    this.config = config;
    this.owned = owns ? Optional.of(model) : Optional.empty();
    this.margin = face.crop().margin();
    this.detector = model.detector();
    this.cropper = new FaceCropper(face.input(), face.crop());
    this.quality = new FaceQuality();
    this.need = ImageNeed.of(detector, face.input());
  }

  /** Requirements of {@link #next} and {@link #cut} for images. */
  public ImageNeed need() {
    return need;
  }

  /**
   * The faces of a frame, in pixels of the source; see {@link FaceFollower}.
   *
   * @param before state after the previous frame of the block
   * @param depth search of the whole image that is due in any case
   * @param image not modified
   */
  public FaceFollower.State next(FaceFollower.State before, SearchDepth depth, Image image) {
    return config
        .selection()
        .select(FaceFollower.next(before, depth, image.size(), in(image)), config.maxFaces());
  }

  /** The faces of a single image, largest first, in pixels of the source. */
  public List<DetectedFace> find(Image image) {
    return next(FaceFollower.State.NONE, SearchDepth.SMALL, image).faces();
  }

  private FaceFollower.Search in(Image image) {
    return new FaceFollower.Search() {
      @Override
      public List<DetectedFace> everywhere(List<DetectedFace> followed) {
        return toSource(detector.detect(image.pixels(), toPixels(followed)));
      }

      @Override
      public List<DetectedFace> small(List<DetectedFace> known) {
        return toSource(detector.detectSmall(image.pixels(), toPixels(known)));
      }

      private List<DetectedFace> toPixels(List<DetectedFace> faces) {
        return faces.stream().map(image::toPixels).toList();
      }

      private List<DetectedFace> toSource(List<DetectedFace> faces) {
        return faces.stream().map(image::toSource).toList();
      }

      @Override
      public List<Optional<DetectedFace>> follow(List<FollowedFace> known) {
        List<FollowedFace> inPixels = known.stream().map(image::toPixels).toList();
        return detector.follow(image.pixels(), inPixels).stream()
            .map(face -> face.map(image::toSource))
            .toList();
      }
    };
  }

  /** The whole image as one face: the box that equals the image when grown by the crop's margin. */
  public FoundFace whole(Image image) {
    float longer = Math.max(image.width(), image.height()) / (1 + 2 * margin);
    float border = margin * longer;
    FaceBox box =
        new FaceBox(
            border,
            border,
            image.width() - 2 * border + ROUNDING,
            image.height() - 2 * border + ROUNDING);
    return cut(image, new DetectedFace(box, 1, new float[0]));
  }

  /** Crops the faces of a frame, in their order. */
  public List<FoundFace> cut(Image image, List<DetectedFace> faces) {
    return faces.stream().map(face -> cut(image, face)).toList();
  }

  private FoundFace cut(Image image, DetectedFace face) {
    DetectedFace inPixels = image.toPixels(face);
    float[] crop = new float[cropper.rowLength()];
    cropper.crop(image.pixels(), inPixels, FloatBuffer.wrap(crop));
    return new FoundFace(face, quality.score(image, inPixels.box()), crop);
  }

  @Override
  public void close() {
    try (detector;
        cropper) {
      quality.close();
    } finally {
      owned.ifPresent(DetectorModel::close);
    }
  }
}
