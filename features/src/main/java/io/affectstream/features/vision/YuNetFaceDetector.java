package io.affectstream.features.vision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.FaceDetectorYN;

/**
 * YuNet (Wu et al., "YuNet: A Tiny Millisecond-level Face Detector", 2023) through OpenCV's {@code
 * FaceDetectorYN}, with five landmarks per face. The score is sqrt(class * objectness).
 *
 * <p>Not thread-safe.
 */
public final class YuNetFaceDetector implements FaceDetector {

  /** Candidates kept before overlapping ones are dropped. */
  private static final int TOP_K = 500;

  /** Smallest face that the net finds reliably, in pixels of the scaled image. */
  private static final int MIN_FACE = 10;

  /** Pixels of the scaled image from one cell of the net's coarsest grid to the next. */
  private static final int STRIDE = 32;

  /** Margin of the search around a known face, as a share of its sides. */
  private static final float NEAR_MARGIN = 0.25f;

  /** Overlap (IoU) with its previous box below which a result is another face. */
  private static final float NEAR_OVERLAP = 0.2f;

  /** Margin above the threshold from which the score of a partial image is sufficient. */
  private static final float NEAR_CERTAINTY = 0.15f;

  private static final int LANDMARKS = 4;
  private static final int SCORE = 14;
  private static final int COLUMNS = 15;

  private final int maxSide;
  private final float leastCertain;
  private final FaceDetectorYN net;
  private final FaceDetectorYN near;
  private final Mat small = new Mat();
  private final Mat found = new Mat();
  private final InputSize size;
  private final InputSize nearSize;

  /**
   * A detector.
   *
   * @param onnx the model, as published for OpenCV (2023mar)
   * @param scoreThreshold minimum score of a face, in (0, 1]
   * @param nmsThreshold overlap (IoU) above which the weaker of two boxes is dropped, in (0, 1]
   * @param maxSide longer side in pixels to which images are scaled down before detection
   * @throws IllegalArgumentException if a number is out of range or the model cannot be read
   */
  public YuNetFaceDetector(byte[] onnx, float scoreThreshold, float nmsThreshold, int maxSide) {
    requireShare("scoreThreshold", scoreThreshold);
    requireShare("nmsThreshold", nmsThreshold);
    if (maxSide < 32) {
      throw new IllegalArgumentException(
          "YuNet maxSide: expected at least 32 pixels, found " + maxSide);
    }
    OpenCv.ready();
    this.maxSide = maxSide;
    this.leastCertain = Math.min(1, scoreThreshold + NEAR_CERTAINTY);
    this.net = load(onnx, scoreThreshold, nmsThreshold, maxSide);
    this.near = load(onnx, scoreThreshold, nmsThreshold, maxSide);
    this.size = new InputSize(net, maxSide);
    this.nearSize = new InputSize(near, maxSide);
  }

  private static void requireShare(String name, float value) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "YuNet %s: expected a number in (0, 1], found %s".formatted(name, value));
    }
  }

  private static FaceDetectorYN load(byte[] onnx, float score, float nms, int side) {
    try (Size size = new Size(side, side)) {
      return FaceDetectorYN.create("onnx", onnx, new byte[0], size, score, nms, TOP_K, 0, 0);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          ("YuNet: expected an ONNX model that OpenCV reads, found %d bytes it refuses; check "
                  + "the bundle's detector file")
              .formatted(onnx.length),
          e);
    }
  }

  @Override
  public List<DetectedFace> detect(Mat bgr, List<DetectedFace> followed) {
    DetectionScale scale = DetectionScale.of(bgr, maxSide);
    Mat input = scale.scale(bgr, small);
    size.become(input.cols(), input.rows());
    net.detect(input, found);
    return read(bgr, scale, 0, 0);
  }

  /** None: the bundle sets the scale of the search. */
  @Override
  public List<DetectedFace> detectSmall(Mat image, List<DetectedFace> known) {
    return List.of();
  }

  @Override
  public List<Optional<DetectedFace>> follow(Mat bgr, List<FollowedFace> known) {
    List<Optional<DetectedFace>> again = new ArrayList<>(known.size());
    for (FollowedFace face : known) {
      again.add(near(bgr, face.face()));
    }
    return again;
  }

  /**
   * The searched part has the scale of the whole image and starts at a multiple of the net's
   * stride, so the net's input is nearly the same as in the whole image. A face with a score close
   * to the threshold counts as not found, which triggers a search of the whole image.
   */
  private Optional<DetectedFace> near(Mat bgr, DetectedFace known) {
    DetectionScale scale = DetectionScale.of(bgr, maxSide);
    Mat whole = scale.scale(bgr, small);
    FaceBox box = known.box();
    float x = NEAR_MARGIN * box.width();
    float y = NEAR_MARGIN * box.height();
    PixelBox part =
        new PixelBox(
                down((box.x() - x) / scale.x()),
                down((box.y() - y) / scale.y()),
                up((box.x() + box.width() + x) / scale.x()),
                up((box.y() + box.height() + y) / scale.y()))
            .clip(whole);
    nearSize.become(part.width(), part.height());
    try (Rect inside = part.rect();
        Mat view = whole.apply(inside)) {
      near.detect(view, found);
    }
    return read(bgr, scale, part.left(), part.top()).stream()
        .filter(face -> face.score() >= leastCertain && face.box().iou(box) > NEAR_OVERLAP)
        .max(Comparator.comparingDouble(face -> face.box().iou(box)));
  }

  private static int down(float pixels) {
    return (int) Math.floor(pixels / STRIDE) * STRIDE;
  }

  private static int up(float pixels) {
    return (int) Math.ceil(pixels / STRIDE) * STRIDE;
  }

  /** The size of images for which the net is prepared; changing it is expensive. */
  private static final class InputSize {

    private final FaceDetectorYN net;
    private int width;
    private int height;

    InputSize(FaceDetectorYN net, int side) {
      this.net = net;
      this.width = side;
      this.height = side;
    }

    void become(int columns, int rows) {
      if (columns == width && rows == height) {
        return;
      }
      width = columns;
      height = rows;
      try (Size next = new Size(columns, rows)) {
        net.setInputSize(next);
      }
    }
  }

  @Override
  public boolean readsGrey() {
    return false;
  }

  @Override
  public double minFace() {
    return (double) MIN_FACE / maxSide;
  }

  /** The faces found in a part of the scaled image that starts at (left, top). */
  private List<DetectedFace> read(Mat bgr, DetectionScale scale, int left, int top) {
    if (found.rows() == 0) {
      return List.of();
    }
    float[] row = new float[COLUMNS];
    List<DetectedFace> faces = new ArrayList<>(found.rows());
    try (FloatIndexer rows = found.createIndexer()) {
      for (int i = 0; i < found.rows(); i++) {
        rows.get(i, row);
        FaceBox box = scale.toFrame(row[0] + left, row[1] + top, row[2], row[3]);
        if (box.shownBy(bgr.cols(), bgr.rows())) {
          float[] points = landmarks(row, scale, left, top);
          faces.add(new DetectedFace(box, Math.min(1, row[SCORE]), points));
        }
      }
    }
    faces.sort(FaceOrder.LARGEST_FIRST);
    return faces;
  }

  private static float[] landmarks(float[] row, DetectionScale scale, int left, int top) {
    float[] points = Arrays.copyOfRange(row, LANDMARKS, SCORE);
    for (int i = 0; i < points.length; i += 2) {
      points[i] = (points[i] + left) * scale.x();
      points[i + 1] = (points[i + 1] + top) * scale.y();
    }
    return points;
  }

  @Override
  public void close() {
    net.close();
    near.close();
    small.close();
    found.close();
  }
}
