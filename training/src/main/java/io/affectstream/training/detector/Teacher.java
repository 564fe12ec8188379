package io.affectstream.training.detector;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.YuNetFaceDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** YuNet on grey images at any size; reports hits with a score of at least {@value #MIN_SCORE}. */
public final class Teacher implements AutoCloseable {

  /** Least score reported. */
  public static final float MIN_SCORE = 0.3f;

  private static final float OVERLAP = 0.3f;
  private static final int MAX_SIDE = 1280;

  private final YuNetFaceDetector net;

  /**
   * Opens the model.
   *
   * @param model the ONNX file
   * @throws IOException if the file cannot be read
   */
  public Teacher(Path model) throws IOException {
    net = new YuNetFaceDetector(Files.readAllBytes(model), MIN_SCORE, OVERLAP, MAX_SIDE);
  }

  /**
   * Faces of an image.
   *
   * @param zoom factor by which the image is resized before the search
   * @param border pixels by which its edges are repeated around it, before resizing
   * @return in pixels of the image
   */
  public List<DetectedFace> find(GreyImage image, double zoom, int border) {
    int width = image.width() + 2 * border;
    int height = image.height() + 2 * border;
    try (Mat mat = image.toMat();
        Mat bordered = new Mat();
        Mat sized = new Mat();
        Mat colour = new Mat();
        Scalar black = new Scalar();
        Size size =
            new Size(
                Math.max(32, (int) Math.round(width * zoom)),
                Math.max(32, (int) Math.round(height * zoom)))) {
      opencv_core.copyMakeBorder(
          mat, bordered, border, border, border, border, opencv_core.BORDER_REPLICATE, black);
      int method = zoom < 1 ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_LINEAR;
      opencv_imgproc.resize(bordered, sized, size, 0, 0, method);
      opencv_imgproc.cvtColor(sized, colour, opencv_imgproc.COLOR_GRAY2BGR);
      float x = (float) width / size.width();
      float y = (float) height / size.height();
      return net.detect(colour).stream()
          .map(face -> face.scaled(x, y))
          .map(face -> Faces.shifted(face, -border, -border))
          .toList();
    }
  }

  @Override
  public void close() {
    net.close();
  }
}
