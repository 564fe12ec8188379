package io.affectstream.features.vision;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.affectstream.schemas.bundle.ColourOrder;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.TensorLayout;
import java.nio.FloatBuffer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Converts pixels of a crop to the numbers of a graph's input: {@code (pixel * scale - mean[c]) /
 * std[c]}. There are only 256 pixel values, so each channel has a table. One native copy per crop;
 * not thread-safe.
 */
final class RowWriter implements AutoCloseable {

  private static final int BGR = 3;
  private static final int LEVELS = 256;

  private final Manifest.ImageInput input;
  private final int channels;
  private final int pixels;
  private final boolean planar;
  private final boolean reversed;
  private final float[][] values;
  private final byte[] bytes;
  private final float[] numbers;
  private final Mat grey = new Mat();

  RowWriter(Manifest.ImageInput input) {
    this.input = input;
    this.planar = input.layout() == TensorLayout.NCHW;
    this.reversed = input.colour() == ColourOrder.RGB;
    this.channels = input.channels();
    this.pixels = pixels(input);
    this.values = tables(input);
    this.bytes = new byte[pixels * channels];
    this.numbers = new float[pixels * channels];
  }

  private static int pixels(Manifest.ImageInput input) {
    if (input.width() < 1 || input.height() < 1) {
      throw refused(
          input,
          "expected a width and a height above 0, found %dx%d"
              .formatted(input.width(), input.height()));
    }
    return Math.multiplyExact(input.width(), input.height());
  }

  private static float[][] tables(Manifest.ImageInput input) {
    int channels = input.channels();
    if (input.mean().length != channels || input.std().length != channels) {
      throw refused(
          input,
          "mean and std: expected %d numbers each for %s, found %d and %d"
              .formatted(channels, input.colour(), input.mean().length, input.std().length));
    }
    float[][] values = new float[channels][LEVELS];
    for (int c = 0; c < channels; c++) {
      for (int level = 0; level < LEVELS; level++) {
        values[c][level] = (level * input.scale() - input.mean()[c]) / input.std()[c];
        if (!Float.isFinite(values[c][level])) {
          throw refused(input, "scale, mean and std: expected finite values, std not 0");
        }
      }
    }
    return values;
  }

  private static IllegalArgumentException refused(Manifest.ImageInput input, String problem) {
    return new IllegalArgumentException("image input '%s' %s".formatted(input.name(), problem));
  }

  int length() {
    return numbers.length;
  }

  /** Writes a crop of the input's size, 8-bit BGR, or grey for a grey input. */
  void write(Mat crop, FloatBuffer out) {
    if (out.remaining() < numbers.length) {
      throw new IllegalArgumentException(
          "row: expected room for %d numbers (%d channels of %dx%d), found %d"
              .formatted(numbers.length, channels, input.width(), input.height(), out.remaining()));
    }
    pixelsOf(crop).data().get(bytes);
    for (int c = 0; c < channels; c++) {
      convert(c);
    }
    out.put(numbers);
  }

  private Mat pixelsOf(Mat crop) {
    if (channels == BGR || crop.channels() == 1) {
      return crop;
    }
    cvtColor(crop, grey, COLOR_BGR2GRAY);
    return grey;
  }

  /** One output channel: source and target strides differ by layout and colour order. */
  private void convert(int channel) {
    float[] table = values[channel];
    int from = reversed ? channels - 1 - channel : channel;
    int to = planar ? channel * pixels : channel;
    int step = planar ? 1 : channels;
    for (int i = from; i < bytes.length; i += channels) {
      numbers[to] = table[bytes[i] & 0xff];
      to += step;
    }
  }

  @Override
  public void close() {
    grey.close();
  }
}
