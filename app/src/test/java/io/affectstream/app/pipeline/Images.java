package io.affectstream.app.pipeline;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.randu;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.affectstream.features.testing.TestData;
import io.affectstream.ingest.media.Cancellation;
import io.affectstream.ingest.media.MediaEvent;
import io.affectstream.ingest.media.MediaOptions;
import io.affectstream.ingest.media.MediaReader;
import io.affectstream.ingest.media.MediaSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Good images with one face, and invalid images derived from them. */
final class Images {

  private static final int START_OF_FRAME = 0xC0;
  private static final int START_OF_SCAN = 0xDA;

  private Images() {}

  /** The first frames of a clip of one speaker, as JPEG. */
  static List<byte[]> ofClip(int count) throws Exception {
    MediaSource source = MediaSource.parse(TestData.require("media/bbaf2n.mpg").toString()).get(0);
    List<byte[]> jpegs = new ArrayList<>();
    try (MediaReader reader =
        MediaReader.open(source, MediaOptions.DEFAULT, 0, new Cancellation())) {
      for (Optional<MediaEvent> event = reader.next();
          event.isPresent() && jpegs.size() < count;
          event = reader.next()) {
        if (event.get() instanceof MediaEvent.Image image) {
          jpegs.add(image.jpeg());
        }
      }
    }
    return jpegs;
  }

  /** Everything before the scan. */
  static byte[] headerOnly(byte[] jpeg) {
    return Arrays.copyOf(jpeg, marker(jpeg, START_OF_SCAN));
  }

  /** The same JPEG with another declared size. */
  static byte[] claiming(byte[] jpeg, int width, int height) {
    byte[] changed = jpeg.clone();
    int frame = marker(jpeg, START_OF_FRAME);
    changed[frame + 5] = (byte) (height >> 8);
    changed[frame + 6] = (byte) height;
    changed[frame + 7] = (byte) (width >> 8);
    changed[frame + 8] = (byte) width;
    return changed;
  }

  private static int marker(byte[] jpeg, int code) {
    for (int i = 2; i < jpeg.length; ) {
      if ((jpeg[i + 1] & 0xFF) == code) {
        return i;
      }
      i += 2 + ((jpeg[i + 2] & 0xFF) << 8 | (jpeg[i + 3] & 0xFF));
    }
    throw new AssertionError("no marker %02x".formatted(code));
  }

  /** The image scaled, as packed BGR. */
  static byte[] raw(byte[] jpeg, int width, int height) {
    try (Mat image = decode(jpeg);
        Mat large = new Mat();
        Size size = new Size(width, height)) {
      resize(image, large, size);
      byte[] bytes = new byte[width * height * 3];
      large.data().get(bytes);
      return bytes;
    }
  }

  /** The image with every value v as {@code v * gain + offset}. */
  static byte[] lit(byte[] jpeg, double gain, double offset) {
    try (Mat image = decode(jpeg);
        Mat lit = new Mat()) {
      image.convertTo(lit, -1, gain, offset);
      return encode(".jpg", lit);
    }
  }

  /** Grey noise, which does not compress: about one byte a pixel. */
  static byte[] noise(int width, int height) {
    try (Mat noise = new Mat(height, width, CV_8UC1);
        Mat low = new Mat(new int[] {0});
        Mat high = new Mat(new int[] {256})) {
      randu(noise, low, high);
      return encode(".png", noise);
    }
  }

  private static Mat decode(byte[] jpeg) {
    try (BytePointer bytes = new BytePointer(jpeg);
        Mat encoded = new Mat(1, jpeg.length, CV_8UC1, bytes)) {
      return imdecode(encoded, IMREAD_COLOR);
    }
  }

  private static byte[] encode(String extension, Mat image) {
    try (BytePointer buffer = new BytePointer()) {
      if (!imencode(extension, image, buffer)) {
        throw new AssertionError("not encoded: " + extension);
      }
      byte[] bytes = new byte[(int) buffer.limit()];
      buffer.get(bytes);
      return bytes;
    }
  }
}
