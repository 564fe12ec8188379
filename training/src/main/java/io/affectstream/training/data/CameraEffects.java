package io.affectstream.training.data;

import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Simulates effects of cameras and codecs on a grey face: light from one side, contrast, blur,
 * sensor noise, JPEG. Each is drawn independently.
 *
 * @param shading maximum difference of brightness from one side of the image to the other, added
 * @param contrast maximum factor of the contrast; the minimum is its inverse
 * @param blur probability of a blur of 3 pixels
 * @param noise maximum standard deviation of the noise
 * @param jpeg probability of JPEG of low quality
 */
public record CameraEffects(
    double shading, double contrast, double blur, double noise, double jpeg) {

  private static final int MIN_QUALITY = 25;
  private static final int QUALITIES = 55;

  /**
   * Changes an image in place.
   *
   * @param pixels holds {@code [side, side]} in [0, 1]
   * @param from start within them
   * @param side rows and columns
   * @param random the draw
   */
  public void apply(float[] pixels, int from, int side, RandomGenerator random) {
    light(pixels, from, side, random);
    if (random.nextDouble() < blur) {
      blur(pixels, from, side);
    }
    double deviation = random.nextDouble() * noise;
    if (deviation > 0) {
      for (int i = from; i < from + side * side; i++) {
        pixels[i] = clipped(pixels[i] + deviation * gaussian(random));
      }
    }
    if (random.nextDouble() < jpeg) {
      compress(pixels, from, side, MIN_QUALITY + random.nextInt(QUALITIES));
    }
  }

  private void light(float[] pixels, int from, int side, RandomGenerator random) {
    double factor = Math.pow(contrast, 2 * random.nextDouble() - 1);
    double angle = 2 * Math.PI * random.nextDouble();
    double strength = shading * random.nextDouble() / side;
    double x = Math.cos(angle) * strength;
    double y = Math.sin(angle) * strength;
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        int at = from + row * side + column;
        double shade = x * (column - side / 2.0) + y * (row - side / 2.0);
        pixels[at] = clipped(0.5 + factor * (pixels[at] - 0.5) + shade);
      }
    }
  }

  /** Binomial weights 1 2 1 in both directions; the border repeats. */
  private static void blur(float[] pixels, int from, int side) {
    for (int line = 0; line < side; line++) {
      smooth(pixels, from + line * side, 1, side);
    }
    for (int line = 0; line < side; line++) {
      smooth(pixels, from + line, side, side);
    }
  }

  private static void smooth(float[] pixels, int from, int step, int length) {
    float before = pixels[from];
    for (int i = 0; i < length; i++) {
      int at = from + i * step;
      float own = pixels[at];
      float after = i + 1 < length ? pixels[at + step] : own;
      pixels[at] = (before + 2 * own + after) / 4;
      before = own;
    }
  }

  /** Sum of uniform draws, which approximates a normal distribution. */
  private static double gaussian(RandomGenerator random) {
    return (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5) * 2;
  }

  private static void compress(float[] pixels, int from, int side, int quality) {
    byte[] grey = new byte[side * side];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (byte) Math.round(255 * pixels[from + i]);
    }
    try (BytePointer bytes = new BytePointer(grey);
        Mat image = new Mat(side, side, opencv_core.CV_8UC1, bytes);
        BytePointer encoded = new BytePointer();
        IntPointer settings = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality)) {
      opencv_imgcodecs.imencode(".jpg", image, encoded, settings);
      try (Mat buffer = new Mat(1, (int) encoded.limit(), opencv_core.CV_8UC1, encoded);
          Mat decoded = opencv_imgcodecs.imdecode(buffer, opencv_imgcodecs.IMREAD_GRAYSCALE);
          BytePointer data = decoded.data()) {
        data.get(grey);
      }
    }
    for (int i = 0; i < grey.length; i++) {
      pixels[from + i] = (grey[i] & 0xff) / 255f;
    }
  }

  private static float clipped(double value) {
    return (float) Math.min(1, Math.max(0, value));
  }
}
