package io.affectstream.features.vision;

import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.connectedComponentsWithStats;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.indexer.IntIndexer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A net for which every bright blob is an upright face that fills the blob's box. The score is the
 * brightness of its middle; one grid of stride 8.
 */
final class BlobNet implements GridNet {

  static final int STRIDE = 8;
  private static final double BRIGHT = 100;

  /** Requested shapes, as {@code images x height x width}. */
  final List<String> shapes = new ArrayList<>();

  /** Ratio of score to brightness. */
  float gain = 1;

  /** Runs so far. */
  int runs;

  private FloatBuffer input = FloatBuffer.allocate(0);
  private int images;
  private int height;
  private int width;

  @Override
  public FloatBuffer shape(int newImages, int newHeight, int newWidth) {
    shapes.add("%dx%dx%d".formatted(newImages, newHeight, newWidth));
    images = newImages;
    height = newHeight;
    width = newWidth;
    input =
        ByteBuffer.allocateDirect(4 * images * height * width)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    return input;
  }

  @Override
  public List<Level> run() {
    runs++;
    int cells = (height / STRIDE) * (width / STRIDE);
    Level level =
        new Level(
            STRIDE,
            FloatBuffer.allocate(images * cells),
            FloatBuffer.allocate(4 * images * cells),
            FloatBuffer.allocate(10 * images * cells));
    for (int i = 0; i < images; i++) {
      blobs(i, cells, level);
    }
    return List.of(level);
  }

  private void blobs(int image, int cells, Level level) {
    int pixels = height * width;
    try (Mat grey =
            new Mat(
                height, width, CV_32FC1, new FloatPointer(input.slice(image * pixels, pixels)));
        Mat bright = new Mat();
        Mat mask = new Mat();
        Mat labels = new Mat();
        Mat stats = new Mat();
        Mat centroids = new Mat()) {
      threshold(grey, bright, BRIGHT, 255, THRESH_BINARY);
      bright.convertTo(mask, CV_8U);
      int count = connectedComponentsWithStats(mask, labels, stats, centroids);
      try (IntIndexer rows = stats.createIndexer()) {
        for (int blob = 1; blob < count; blob++) {
          FaceBox box =
              new FaceBox(
                  rows.get(blob, 0), rows.get(blob, 1), rows.get(blob, 2), rows.get(blob, 3));
          put(image, cells, box, level);
        }
      }
    }
  }

  private void put(int image, int cells, FaceBox box, Level level) {
    float x = box.x() + box.width() / 2;
    float y = box.y() + box.height() / 2;
    int column = (int) x / STRIDE;
    int row = (int) y / STRIDE;
    int at = image * cells + row * (width / STRIDE) + column;
    level.scores().put(at, gain * input.get((image * height + (int) y) * width + (int) x) / 255);
    level.boxes().put(4 * at, x / STRIDE - column).put(4 * at + 1, y / STRIDE - row);
    level.boxes().put(4 * at + 2, (float) Math.log(box.width() / STRIDE));
    level.boxes().put(4 * at + 3, (float) Math.log(box.height() / STRIDE));
    float[] shares = {0.34f, 0.46f, 0.66f, 0.46f, 0.5f, 0.64f, 0.37f, 0.82f, 0.63f, 0.82f};
    for (int i = 0; i < shares.length; i += 2) {
      level.points().put(10 * at + i, (box.x() + shares[i] * box.width()) / STRIDE - column);
      level.points().put(10 * at + i + 1, (box.y() + shares[i + 1] * box.height()) / STRIDE - row);
    }
  }

  @Override
  public void close() {}
}
