package io.affectstream.ingest.demo;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.FaceDetectorYN;

/**
 * Rotates, shifts and scales a tightly cropped grey face so that its eyes and the middle of its
 * mouth are at fixed positions, by the landmarks of YuNet. Refuses faces with a low score, in
 * profile or with unusual proportions. Not thread-safe; holds native memory until closed.
 */
final class FaceAligner implements AutoCloseable {

  private static final float MIN_SCORE = 0.8f;
  private static final double MAX_OFF_CENTRE = 0.05;
  private static final double MAX_RESIDUAL = 0.04;

  private static final int SCALED = 128;
  private static final int BORDER = 16;

  /** Positions of the right eye, the left eye and the middle of the mouth as shares of the size. */
  private static final double[][] PLACES = {{0.294, 0.377}, {0.706, 0.377}, {0.5, 0.76}};

  private final FaceDetectorYN detector;

  FaceAligner(Path yunet) {
    int side = SCALED + 2 * BORDER;
    try (BytePointer model = new BytePointer(yunet.toString());
        BytePointer none = new BytePointer("");
        Size size = new Size(side, side)) {
      detector = FaceDetectorYN.create(model, none, size, MIN_SCORE, 0.3f, 50, 0, 0);
    }
  }

  /** The face at {@link MeanFaces#SIZE} pixels; empty if refused. */
  Optional<GreyPixels> align(Mat grey) {
    return landmarks(grey).flatMap(points -> warp(grey, points));
  }

  /** Right eye, left eye, nose and the middle of the mouth in pixels of the image. */
  private Optional<double[][]> landmarks(Mat grey) {
    try (Mat scaled = new Mat();
        Mat framed = new Mat();
        Mat bgr = new Mat();
        Mat faces = new Mat();
        Size size = new Size(SCALED, SCALED);
        Scalar black = new Scalar()) {
      resize(grey, scaled, size, 0, 0, INTER_CUBIC);
      copyMakeBorder(scaled, framed, BORDER, BORDER, BORDER, BORDER, BORDER_REPLICATE, black);
      cvtColor(framed, bgr, COLOR_GRAY2BGR);
      detector.detect(bgr, faces);
      if (faces.rows() == 0) {
        return Optional.empty();
      }
      try (FloatIndexer found = faces.createIndexer()) {
        return Optional.of(points(found, largest(found), grey.cols()));
      }
    }
  }

  private static long largest(FloatIndexer found) {
    long best = 0;
    for (long row = 1; row < found.size(0); row++) {
      best = found.get(row, 2) > found.get(best, 2) ? row : best;
    }
    return best;
  }

  private static double[][] points(FloatIndexer found, long row, int size) {
    double[][] five = new double[5][2];
    for (int i = 0; i < 10; i++) {
      double pixel = found.get(row, 4 + i) - BORDER;
      five[i / 2][i % 2] = (pixel + 0.5) * size / SCALED - 0.5;
    }
    double[] mouth = {(five[3][0] + five[4][0]) / 2, (five[3][1] + five[4][1]) / 2};
    return new double[][] {five[0], five[1], five[2], mouth};
  }

  private static Optional<GreyPixels> warp(Mat grey, double[][] points) {
    double[][] target = new double[PLACES.length][2];
    for (int i = 0; i < PLACES.length; i++) {
      target[i][0] = PLACES[i][0] * MeanFaces.SIZE - 0.5;
      target[i][1] = PLACES[i][1] * MeanFaces.SIZE - 0.5;
    }
    double[][] source = {points[0], points[1], points[3]};
    Similarity there = Similarity.fit(source, target);
    double[] nose = there.apply(points[2][0], points[2][1]);
    double offCentre = Math.abs(nose[0] - (MeanFaces.SIZE - 1) / 2.0);
    if (offCentre > MAX_OFF_CENTRE * MeanFaces.SIZE
        || there.residual(source, target) > MAX_RESIDUAL * MeanFaces.SIZE) {
      return Optional.empty();
    }
    GreyPixels face = image(grey);
    Similarity back = there.inverse();
    float[] values = new float[MeanFaces.SIZE * MeanFaces.SIZE];
    for (int y = 0; y < MeanFaces.SIZE; y++) {
      for (int x = 0; x < MeanFaces.SIZE; x++) {
        double[] from = back.apply(x, y);
        values[y * MeanFaces.SIZE + x] = face.at(from[0], from[1]);
      }
    }
    return Optional.of(new GreyPixels(MeanFaces.SIZE, values));
  }

  private static GreyPixels image(Mat grey) {
    byte[] bytes = new byte[grey.rows() * grey.cols()];
    grey.data().get(bytes);
    float[] values = new float[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      values[i] = bytes[i] & 0xff;
    }
    return new GreyPixels(grey.cols(), values);
  }

  @Override
  public void close() {
    detector.close();
  }
}
