package io.affectstream.features.vision;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_core.hconcat;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_BGR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.affectstream.features.testing.TestData;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Images for tests: drawn, encoded, or from the data folder. */
final class Images {

  private static final int TAR_BLOCK = 512;

  private Images() {}

  /** Blue rises with x, green with y, red with both; smooth, so that JPEG keeps it. */
  static Mat gradient(int width, int height) {
    byte[] pixels = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = 3 * (y * width + x);
        pixels[at] = (byte) (x * 255 / Math.max(1, width - 1));
        pixels[at + 1] = (byte) (y * 255 / Math.max(1, height - 1));
        pixels[at + 2] = (byte) ((x + y) * 255 / Math.max(1, width + height - 2));
      }
    }
    return of(width, height, pixels);
  }

  static Mat of(int width, int height, byte[] bgr) {
    Mat image = new Mat(height, width, CV_8UC3);
    image.data().put(bgr);
    return image;
  }

  static byte[] encode(Mat image, String extension, int... options) {
    try (BytePointer out = new BytePointer();
        IntPointer parameters = new IntPointer(options)) {
      if (!imencode(extension, image, out, parameters)) {
        throw new IllegalStateException("cannot encode " + extension);
      }
      byte[] bytes = new byte[(int) out.limit()];
      out.get(bytes);
      return bytes;
    }
  }

  static byte[] bytes(Mat image) {
    byte[] bytes = new byte[(int) (image.total() * image.elemSize())];
    image.data().get(bytes);
    return bytes;
  }

  static byte[] yunet() throws IOException {
    return Files.readAllBytes(TestData.require("models/yunet_s_640_640.onnx"));
  }

  /** Side by side, of equal height. */
  static Mat beside(Mat left, Mat right) {
    Mat both = new Mat();
    hconcat(left, right, both);
    return both;
  }

  /** Validation faces of FER2013 (48 x 48), the first of each class in the archive's order. */
  static List<Mat> fer2013(int perClass) throws IOException {
    List<Mat> faces = new ArrayList<>();
    String folder = "";
    int taken = 0;
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(
                new GZIPInputStream(
                    Files.newInputStream(
                        TestData.require("fer2013/fer2013-train-validation.tar.gz")))))) {
      byte[] header = new byte[TAR_BLOCK];
      for (in.readFully(header); header[0] != 0; in.readFully(header)) {
        String name = text(header, 0, 100);
        int length = Integer.parseInt(text(header, 124, 11), 8);
        byte[] body = new byte[(length + TAR_BLOCK - 1) / TAR_BLOCK * TAR_BLOCK];
        in.readFully(body);
        String its = name.substring(0, name.lastIndexOf('/') + 1);
        taken = its.equals(folder) ? taken : 0;
        folder = its;
        if (name.startsWith("validation/") && length > 0 && taken < perClass) {
          faces.add(decode(body));
          taken++;
        }
      }
    }
    return faces;
  }

  private static String text(byte[] block, int from, int most) {
    int length = 0;
    while (length < most && block[from + length] > ' ') {
      length++;
    }
    return new String(block, from, length, StandardCharsets.US_ASCII);
  }

  private static Mat decode(byte[] file) {
    try (Mat encoded = new Mat(file)) {
      return imdecode(encoded, IMREAD_COLOR_BGR);
    }
  }

  /** A face scaled to a side, in the middle of an image of 320 x 240 that repeats its border. */
  static Mat staged(Mat face, int side) {
    Mat staged = new Mat();
    int top = (240 - side) / 2;
    int left = (320 - side) / 2;
    try (Mat scaled = new Mat();
        Size size = new Size(side, side);
        Scalar black = new Scalar(0, 0, 0, 0)) {
      resize(face, scaled, size, 0, 0, INTER_CUBIC);
      copyMakeBorder(scaled, staged, top, top, left, left, BORDER_REPLICATE, black);
    }
    return staged;
  }
}
