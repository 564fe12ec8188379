package io.affectstream.training.detector;

import java.util.SplittableRandom;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * What cameras, light and codecs do to an image: lower resolution, blur, motion, contrast,
 * darkness, light from one side, grain, compression.
 */
final class LightAndLens {

  private static final int NOISE = 1 << 18;
  private static final double NIGHT = 0.12;

  private final float[] noise = new float[NOISE];

  LightAndLens(long seed) {
    java.util.Random random = new java.util.Random(seed);
    for (int i = 0; i < NOISE; i++) {
      noise[i] = (float) random.nextGaussian();
    }
  }

  /** Changes a canvas. */
  void apply(Mat canvas, SplittableRandom random) {
    lens(canvas, random);
    byte[] pixels = new byte[canvas.cols() * canvas.rows()];
    try (BytePointer data = canvas.data()) {
      data.get(pixels);
      curve(pixels, random);
      if (random.nextDouble() < 0.2) {
        sideLight(pixels, canvas.cols(), random);
      }
      if (random.nextDouble() < 0.35) {
        grain(pixels, random);
      }
      data.put(pixels, 0, pixels.length);
    }
    if (random.nextDouble() < 0.3) {
      compress(canvas, random);
    }
  }

  private static void lens(Mat canvas, SplittableRandom random) {
    double draw = random.nextDouble();
    if (draw < 0.2) {
      coarsen(canvas, 1.2 + 1.8 * random.nextDouble());
    } else if (draw < 0.35) {
      try (Size kernel = new Size(0, 0)) {
        double sigma = 0.5 + 1.2 * random.nextDouble();
        opencv_imgproc.GaussianBlur(canvas, canvas, kernel, sigma);
      }
    } else if (draw < 0.47) {
      motion(canvas, 3 + random.nextInt(6), random.nextDouble() * Math.PI);
    } else if (draw < 0.55) {
      sharpen(canvas, 0.5 + random.nextDouble());
    }
  }

  private static void coarsen(Mat canvas, double factor) {
    try (Mat small = new Mat();
        Size less = new Size((int) (canvas.cols() / factor), (int) (canvas.rows() / factor));
        Size full = new Size(canvas.cols(), canvas.rows())) {
      opencv_imgproc.resize(canvas, small, less, 0, 0, opencv_imgproc.INTER_AREA);
      opencv_imgproc.resize(small, canvas, full, 0, 0, opencv_imgproc.INTER_LINEAR);
    }
  }

  private static void motion(Mat canvas, int length, double angle) {
    try (Mat kernel = new Mat(length, length, opencv_core.CV_32F);
        FloatIndexer values = kernel.createIndexer();
        Point centre = new Point(-1, -1)) {
      float[] line = new float[length * length];
      for (int i = 0; i < 4 * length; i++) {
        double t = (i / (4.0 * length - 1) - 0.5) * (length - 1);
        int x = (int) Math.round((length - 1) / 2.0 + t * Math.cos(angle));
        int y = (int) Math.round((length - 1) / 2.0 + t * Math.sin(angle));
        line[y * length + x] += 1f / (4 * length);
      }
      for (int row = 0; row < length; row++) {
        for (int column = 0; column < length; column++) {
          values.put(row, column, line[row * length + column]);
        }
      }
      opencv_imgproc.filter2D(canvas, canvas, -1, kernel, centre, 0, opencv_core.BORDER_REPLICATE);
    }
  }

  private static void sharpen(Mat canvas, double amount) {
    try (Mat soft = new Mat();
        Size kernel = new Size(0, 0)) {
      opencv_imgproc.GaussianBlur(canvas, soft, kernel, 1);
      opencv_core.addWeighted(canvas, 1 + amount, soft, -amount, 0, canvas);
    }
  }

  private static void curve(byte[] pixels, SplittableRandom random) {
    double gamma = random.nextDouble() < 0.4 ? between(0.5, 2.2, random) : 1;
    double light = random.nextDouble();
    double gain =
        light < 0.45
            ? between(0.3, 1.7, random)
            : light < 0.45 + NIGHT ? between(0.1, 0.35, random) : 1;
    double offset = random.nextDouble() < 0.4 ? 80 * random.nextDouble() - 40 : 0;
    boolean negative = random.nextDouble() < 0.005;
    byte[] table = new byte[256];
    for (int i = 0; i < table.length; i++) {
      double value = 255 * Math.pow(i / 255.0, gamma) * gain + offset;
      table[i] = (byte) Math.round(Math.min(255, Math.max(0, negative ? 255 - value : value)));
    }
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = table[pixels[i] & 0xff];
    }
  }

  private static void sideLight(byte[] pixels, int columns, SplittableRandom random) {
    double angle = random.nextDouble() * 2 * Math.PI;
    int rows = pixels.length / columns;
    double darkest = 0.15 + 0.5 * random.nextDouble();
    double length = 0.3 + random.nextDouble();
    for (int row = 0; row < rows; row++) {
      double v = ((double) row / rows - 0.5) * Math.sin(angle);
      for (int column = 0; column < columns; column++) {
        double t = (((double) column / columns - 0.5) * Math.cos(angle) + v) / length + 0.5;
        double factor = darkest + (1 - darkest) * Math.min(1, Math.max(0, t));
        int i = row * columns + column;
        pixels[i] = (byte) ((pixels[i] & 0xff) * factor);
      }
    }
  }

  private void grain(byte[] pixels, SplittableRandom random) {
    float sigma = (float) between(2, 22, random);
    int at = random.nextInt(NOISE);
    for (int i = 0; i < pixels.length; i++) {
      float value = (pixels[i] & 0xff) + sigma * noise[(at + i) & (NOISE - 1)];
      pixels[i] = (byte) Math.min(255, Math.max(0, value));
    }
  }

  private static void compress(Mat canvas, SplittableRandom random) {
    int quality = 12 + random.nextInt(60);
    try (BytePointer encoded = new BytePointer();
        IntPointer options = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality)) {
      opencv_imgcodecs.imencode(".jpg", canvas, encoded, options);
      try (Mat buffer = new Mat(1, (int) encoded.limit(), opencv_core.CV_8UC1, encoded);
          Mat decoded = opencv_imgcodecs.imdecode(buffer, opencv_imgcodecs.IMREAD_GRAYSCALE)) {
        decoded.copyTo(canvas);
      }
    }
  }

  /** Log-uniform. */
  static double between(double least, double greatest, SplittableRandom random) {
    return least * Math.pow(greatest / least, random.nextDouble());
  }
}
