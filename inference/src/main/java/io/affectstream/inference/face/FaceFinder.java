package io.affectstream.inference.face;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.features.vision.FaceCropper;
import io.affectstream.features.vision.FaceDetector;
import io.affectstream.features.vision.FaceFollower;
import io.affectstream.features.vision.FaceQuality;
import io.affectstream.features.vision.HaarFaceDetector;
import io.affectstream.features.vision.Picture;
import io.affectstream.features.vision.PictureNeed;
import io.affectstream.features.vision.YuNetFaceDetector;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.Manifest.Detector;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Detector, cropper and quality measure of one thread: from pictures to cut out faces. Not
 * thread-safe; holds native memory until closed.
 */
public final class FaceFinder implements AutoCloseable {

  /** Keeps an edge on a pixel's border from falling short of it. */
  private static final float ROUNDING = 1e-3f;

  private final float margin;
  private final FaceConfig config;
  private final FaceDetector detector;
  private final FaceCropper cropper;
  private final FaceQuality quality;
  private final PictureNeed need;

  /**
   * @param bundle a bundle with a per-face graph
   * @param config which faces are followed
   */
  public FaceFinder(ModelBundle bundle, FaceConfig config) {
    this.config = config;
    Manifest.Face face = bundle.manifest().face();
    this.margin = face.crop().margin();
    this.detector = detector(bundle);
    this.cropper = new FaceCropper(face.input(), face.crop());
    this.quality = new FaceQuality();
    this.need = PictureNeed.of(detector, face.input());
  }

  private static FaceDetector detector(ModelBundle bundle) {
    Detector detector = bundle.manifest().detector();
    if (detector == null) {
      return new HaarFaceDetector();
    }
    return switch (detector.kind()) {
      case "yunet" ->
          new YuNetFaceDetector(
              bundle.file(detector.file()),
              detector.scoreThreshold(),
              detector.nmsThreshold(),
              detector.maxSide());
      default -> throw new IllegalStateException("unverified bundle: " + detector.kind());
    };
  }

  /** What pictures must show for {@link #next} and {@link #cut}. */
  public PictureNeed need() {
    return need;
  }

  /**
   * Where the faces of a frame are, in pixels of the source; see {@link FaceFollower}.
   *
   * @param before of the frame before in the block
   * @param picture not modified
   */
  public FaceFollower.State next(FaceFollower.State before, Picture picture) {
    return FaceFollower.next(
        before,
        picture.size(),
        new FaceFollower.Search() {
          @Override
          public FaceFollower.Selected everywhere() {
            return all(picture);
          }

          @Override
          public Optional<DetectedFace> near(DetectedFace known) {
            return detector
                .detectNear(picture.pixels(), picture.toPixels(known))
                .map(picture::toSource);
          }
        });
  }

  private FaceFollower.Selected all(Picture picture) {
    List<DetectedFace> found =
        detector.detect(picture.pixels()).stream().map(picture::toSource).toList();
    return config.selection().selectDetected(found, config.maxFaces());
  }

  /** The whole picture as one face: the box that, grown by the crop's margin, is the picture. */
  public FoundFace whole(Picture picture) {
    float longer = Math.max(picture.width(), picture.height()) / (1 + 2 * margin);
    float border = margin * longer;
    FaceBox box =
        new FaceBox(
            border,
            border,
            picture.width() - 2 * border + ROUNDING,
            picture.height() - 2 * border + ROUNDING);
    return cut(picture, new DetectedFace(box, 1, new float[0]));
  }

  /** Cuts the faces of a frame out, in the order given. */
  public List<FoundFace> cut(Picture picture, List<DetectedFace> faces) {
    return faces.stream().map(face -> cut(picture, face)).toList();
  }

  private FoundFace cut(Picture picture, DetectedFace face) {
    DetectedFace inPixels = picture.toPixels(face);
    float[] crop = new float[cropper.rowLength()];
    cropper.crop(picture.pixels(), inPixels, FloatBuffer.wrap(crop));
    return new FoundFace(face, quality.score(picture, inPixels.box()), crop);
  }

  @Override
  public void close() {
    try (detector;
        cropper) {
      quality.close();
    }
  }
}
