package io.affectstream.bench.hot;

import io.affectstream.features.vision.Face;
import io.affectstream.features.vision.FaceBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Inputs of the benchmarks; the same in every run. */
final class Samples {

  static final int WIDTH = 640;
  static final int HEIGHT = 480;

  private static final int CLASSES = 8;
  private static final int ACTION_UNITS = 12;

  private Samples() {}

  /** A smooth picture with some texture, 640 x 480, BGR. */
  static Mat picture() {
    byte[] pixels = new byte[WIDTH * HEIGHT * 3];
    Random random = new Random(7);
    for (int i = 0; i < pixels.length; i++) {
      int x = i / 3 % WIDTH;
      int y = i / 3 / WIDTH;
      pixels[i] = (byte) (x / 4 + y / 4 + random.nextInt(8));
    }
    Mat picture = new Mat(HEIGHT, WIDTH, opencv_core.CV_8UC3);
    picture.data().put(pixels);
    return picture;
  }

  /** That picture as JPEG. */
  static byte[] jpeg() {
    try (Mat picture = picture();
        BytePointer buffer = new BytePointer()) {
      if (!opencv_imgcodecs.imencode(".jpg", picture, buffer)) {
        throw new IllegalStateException("the sample picture was not encoded");
      }
      byte[] jpeg = new byte[Math.toIntExact(buffer.limit())];
      buffer.get(jpeg);
      return jpeg;
    }
  }

  /** So many faces side by side, moved by {@code shift} pixels. */
  static List<Face> faces(int count, float shift) {
    List<Face> faces = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      faces.add(
          new Face(
              new FaceBox(20 + 75 * i + shift, 100 + shift / 2, 60 - i, 70 - i),
              0.9f,
              0.5f,
              evenly(CLASSES),
              evenly(ACTION_UNITS),
              new float[0],
              new float[0]));
    }
    return faces;
  }

  private static float[] evenly(int count) {
    float[] shares = new float[count];
    java.util.Arrays.fill(shares, 1f / count);
    return shares;
  }
}
