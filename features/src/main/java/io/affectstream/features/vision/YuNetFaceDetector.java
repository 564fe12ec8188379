package io.affectstream.features.vision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
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

  private static final int LANDMARKS = 4;
  private static final int SCORE = 14;
  private static final int COLUMNS = 15;

  private final int maxSide;
  private final FaceDetectorYN net;
  private final Mat small = new Mat();
  private final Mat found = new Mat();
  private int inputWidth;
  private int inputHeight;

  /**
   * A detector.
   *
   * @param onnx the model, as published for OpenCV (2023mar)
   * @param scoreThreshold least score of a face, in (0, 1]
   * @param nmsThreshold overlap (IoU) above which the weaker of two boxes is dropped, in (0, 1]
   * @param maxSide longer side in pixels to which pictures are scaled down before detection
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
    this.inputWidth = maxSide;
    this.inputHeight = maxSide;
    this.net = load(onnx, scoreThreshold, nmsThreshold, maxSide);
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
  public List<DetectedFace> detect(Mat bgr) {
    DetectionScale scale = DetectionScale.of(bgr, maxSide);
    Mat input = scale.shrink(bgr, small);
    resizeInput(input);
    net.detect(input, found);
    return found.rows() == 0 ? List.of() : read(scale);
  }

  private void resizeInput(Mat input) {
    if (input.cols() == inputWidth && input.rows() == inputHeight) {
      return;
    }
    inputWidth = input.cols();
    inputHeight = input.rows();
    try (Size size = new Size(inputWidth, inputHeight)) {
      net.setInputSize(size);
    }
  }

  private List<DetectedFace> read(DetectionScale scale) {
    float[] row = new float[COLUMNS];
    List<DetectedFace> faces = new ArrayList<>(found.rows());
    try (FloatIndexer rows = found.createIndexer()) {
      for (int i = 0; i < found.rows(); i++) {
        rows.get(i, row);
        FaceBox box = scale.toFrame(row[0], row[1], row[2], row[3]);
        if (scale.shows(box)) {
          faces.add(new DetectedFace(box, Math.min(1, row[SCORE]), landmarks(row, scale)));
        }
      }
    }
    faces.sort(FaceOrder.LARGEST_FIRST);
    return faces;
  }

  private static float[] landmarks(float[] row, DetectionScale scale) {
    float[] points = Arrays.copyOfRange(row, LANDMARKS, SCORE);
    for (int i = 0; i < points.length; i += 2) {
      points[i] *= scale.x();
      points[i + 1] *= scale.y();
    }
    return points;
  }

  @Override
  public void close() {
    net.close();
    small.close();
    found.close();
  }
}
