package io.affectstream.features.vision;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.affectstream.schemas.bundle.CropAlignment;
import io.affectstream.schemas.bundle.Manifest;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * A face to one row of a graph's image input, as specified by the manifest.
 *
 * <p>Alignment {@code similarity}: the least-squares similarity (Umeyama 1991) that brings the five
 * landmarks to {@code crop.landmarks * (width, height)}; a landmark with whole coordinates is the
 * centre of a pixel, the convention of the published five-point templates. A face without
 * landmarks, or with all of them in one place, is cropped by its box.
 *
 * <p>Alignment {@code box}: the box, grown by {@code margin} times its longer side on every side,
 * its edges cut to whole pixels (corner and size each towards zero), stretched to the input. The
 * box keeps its own shape: it is not made square first, so a tall face is widened. With margin 0
 * and a box inside the image this is exactly OpenCV's {@code resize} of that part.
 *
 * <p>Parts outside the image repeat its border pixels. Sampling is bilinear; where a crop has less
 * than half the image's resolution, pixels are averaged first, so that none is skipped.
 *
 * <p>Not thread-safe; holds native memory until closed.
 */
public final class FaceCropper implements AutoCloseable {

  private static final int LANDMARK_NUMBERS = 10;
  private static final double[] NONE = {};
  private static final float MAX_MARGIN = 2;

  private final Manifest.ImageInput input;
  private final boolean aligns;
  private final float margin;
  private final double[] template;
  private final RowWriter row;
  private final AffineSampler sampler;
  private final Mat face = new Mat();

  /**
   * A cropper.
   *
   * @param input shape, layout, colour order and normalisation of a row
   * @param crop how the face is cut out
   * @throws IllegalArgumentException if the two are not supported
   */
  public FaceCropper(Manifest.ImageInput input, Manifest.Crop crop) {
    this.input = input;
    this.aligns = alignsLandmarks(crop);
    this.margin = crop.margin();
    this.template = aligns ? template(input, crop) : NONE;
    this.row = new RowWriter(input);
    OpenCv.ready();
    this.sampler = new AffineSampler(input.width(), input.height(), BORDER_REPLICATE);
  }

  private static boolean alignsLandmarks(Manifest.Crop crop) {
    if (!(crop.margin() >= 0 && crop.margin() <= MAX_MARGIN)) {
      throw new IllegalArgumentException(
          "crop margin: expected a share in 0..2 of the longer box side, found " + crop.margin());
    }
    return crop.alignment() == CropAlignment.SIMILARITY;
  }

  private static double[] template(Manifest.ImageInput input, Manifest.Crop crop) {
    double[] template = crop.landmarks() == null ? NONE : AffineMap.doubles(crop.landmarks());
    if (template.length != LANDMARK_NUMBERS || !AffineMap.determined(template)) {
      throw new IllegalArgumentException(
          "crop landmarks: expected 10 numbers, x and y of five different points in [0, 1], found "
              + Arrays.toString(template));
    }
    for (int i = 0; i < template.length; i++) {
      template[i] *= i % 2 == 0 ? input.width() : input.height();
    }
    return template;
  }

  /** Numbers of one row: channels times height times width. */
  public int rowLength() {
    return row.length();
  }

  /**
   * Writes one row at the buffer's position and advances the position.
   *
   * @param bgr 8-bit, 3-channel image, or grey for a grey input; not modified
   * @param detected the face, in pixels of that image
   * @param out at least {@link #rowLength()} numbers remaining
   */
  public void crop(Mat bgr, DetectedFace detected, FloatBuffer out) {
    if (bgr.type() != CV_8UC3 && !(bgr.type() == CV_8UC1 && input.channels() == 1)) {
      throw new IllegalArgumentException(
          "image: expected 8 bits and 3 channels (type %d), or 1 for a grey input, found type %d"
              .formatted(CV_8UC3, bgr.type()));
    }
    double[] landmarks = aligns ? AffineMap.doubles(detected.landmarks()) : NONE;
    if (landmarks.length == LANDMARK_NUMBERS && AffineMap.determined(landmarks)) {
      sampler.sample(bgr, AffineMap.similarity(landmarks, template), face);
    } else {
      stretch(bgr, detected.box());
    }
    row.write(face, out);
  }

  private void stretch(Mat bgr, FaceBox box) {
    PixelBox part = PixelBox.around(box, margin * Math.max(box.width(), box.height()));
    int reduction = Math.min(part.width() / input.width(), part.height() / input.height());
    if (!part.equals(part.clip(bgr))) {
      sampler.sample(bgr, AffineMap.stretch(part, input.width(), input.height()), face);
      return;
    }
    try (Rect inside = part.rect();
        Mat view = bgr.apply(inside)) {
      boolean averages = reduction >= AffineSampler.AVERAGES_FROM;
      resize(view, face, sampler.size(), 0, 0, averages ? INTER_AREA : INTER_LINEAR);
    }
  }

  @Override
  public void close() {
    row.close();
    face.close();
    sampler.close();
  }
}
