package io.affectstream.features.vision;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_BGR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_GRAYSCALE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_2;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_8;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_2;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_8;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.affectstream.schemas.DeadLetterReason;
import io.affectstream.schemas.FrameEncoding;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Bytes of a frame to an image: always 8-bit, 3 channels, BGR, for any file content (grey, palette,
 * alpha, 16-bit), or one channel where grey is sufficient. A JPEG that is much larger than needed
 * is decoded smaller. Frames are upright by contract, so an EXIF orientation is ignored.
 *
 * <p>The size is read from the header and checked before any pixel memory is taken. A truncated
 * image is refused by checking its end mark (JPEG: end-of-image after a scan, PNG: IEND), so the
 * outcome does not depend on how a version of the codec treats missing rows. Truncation that the
 * marks do not show, such as a cut JPEG to which the camera appended an end mark, is decoded as far
 * as possible; libjpeg fills the rest with grey.
 *
 * <p>Thread-safe.
 */
public final class ImageDecoder {

  private static final int CHANNELS = 3;

  private final ImageLimits limits;
  private final ImageNeed need;

  /** A decoder of complete images that refuses those over these limits. */
  public ImageDecoder(ImageLimits limits) {
    this(limits, ImageNeed.ALL);
  }

  /** A decoder that reduces images to what is needed; the limits apply to the images as sent. */
  public ImageDecoder(ImageLimits limits, ImageNeed need) {
    OpenCv.ready();
    this.limits = limits;
    this.need = need;
  }

  /**
   * Decodes one frame; the caller closes the result.
   *
   * @param encoding how to read the bytes; for REFERENCE they are those of the referenced file: a
   *     JPEG or PNG by its signature, else BGR24 of the given size
   * @param width columns, read for BGR24 only
   * @param height rows, read for BGR24 only
   * @param data the image
   * @throws ImageException UNDECODABLE_PICTURE or PICTURE_TOO_LARGE
   */
  public Image decode(FrameEncoding encoding, int width, int height, byte[] data)
      throws ImageException {
    limits.checkBytes(data.length);
    return switch (encoding) {
      case JPEG -> compressed(ImageHeader.Format.JPEG, data);
      case PNG -> compressed(ImageHeader.Format.PNG, data);
      case BGR24 -> raw(width, height, data);
      case REFERENCE -> referenced(width, height, data);
    };
  }

  private Image referenced(int width, int height, byte[] data) throws ImageException {
    boolean plain = width > 0 && height > 0 && data.length == (long) width * height * CHANNELS;
    if (plain && !JpegMarkers.signed(data) && !PngChunks.signed(data)) {
      return raw(width, height, data);
    }
    return compressed(ImageHeader.read(data), data);
  }

  private Image compressed(ImageHeader.Format expected, byte[] data) throws ImageException {
    ImageHeader header = ImageHeader.read(data);
    if (header.format() != expected) {
      throw ImageException.undecodable(
          "image: expected %s as the record's encoding says, found %s"
              .formatted(expected, header.format()));
    }
    return compressed(header, data);
  }

  private Image compressed(ImageHeader header, byte[] data) throws ImageException {
    limits.checkSize(header.width(), header.height());
    ImageHeader.requireComplete(header, data);
    int reduction =
        header.format() == ImageHeader.Format.JPEG
            ? need.reduction(header.width(), header.height())
            : 1;
    Mat image = decodeNative(header, reduction, data);
    if (image.cols() != reduced(header.width(), reduction)
        || image.rows() != reduced(header.height(), reduction)
        || image.type() != (need.grey() ? CV_8UC1 : CV_8UC3)) {
      String found = image.empty() ? "damaged data" : image.cols() + "x" + image.rows();
      image.close();
      throw ImageException.undecodable(
          "%s: expected an image of %dx%d, found %s in %d bytes"
              .formatted(header.format(), header.width(), header.height(), found, data.length));
    }
    return new Image(image, header.width(), header.height());
  }

  /** Rounds up partial pixels, as libjpeg does. */
  private static int reduced(int pixels, int reduction) {
    return (pixels + reduction - 1) / reduction;
  }

  private Mat decodeNative(ImageHeader header, int reduction, byte[] data) throws ImageException {
    try (BytePointer bytes = new BytePointer(data);
        Mat encoded = new Mat(1, data.length, CV_8UC1, bytes)) {
      return imdecode(encoded, flags(reduction) | IMREAD_IGNORE_ORIENTATION);
    } catch (RuntimeException e) {
      throw new ImageException(
          DeadLetterReason.UNDECODABLE_PICTURE,
          "%s %dx%d: expected an image, found damaged data in %d bytes"
              .formatted(header.format(), header.width(), header.height(), data.length),
          e);
    }
  }

  private int flags(int reduction) {
    return switch (reduction) {
      case 2 -> need.grey() ? IMREAD_REDUCED_GRAYSCALE_2 : IMREAD_REDUCED_COLOR_2;
      case 4 -> need.grey() ? IMREAD_REDUCED_GRAYSCALE_4 : IMREAD_REDUCED_COLOR_4;
      case 8 -> need.grey() ? IMREAD_REDUCED_GRAYSCALE_8 : IMREAD_REDUCED_COLOR_8;
      default -> need.grey() ? IMREAD_GRAYSCALE : IMREAD_COLOR_BGR;
    };
  }

  private Image raw(int width, int height, byte[] data) throws ImageException {
    if (width <= 0 || height <= 0) {
      throw ImageException.undecodable(
          "BGR24: expected a width and a height above 0, found %dx%d; the record must carry both"
              .formatted(width, height));
    }
    limits.checkSize(width, height);
    if (data.length != (long) width * height * CHANNELS) {
      throw ImageException.undecodable(
          "BGR24 %dx%d: expected %d bytes, found %d; rows are packed without padding"
              .formatted(width, height, (long) width * height * CHANNELS, data.length));
    }
    Mat image = new Mat(height, width, CV_8UC3);
    image.data().put(data);
    if (!need.grey()) {
      return new Image(image, width, height);
    }
    try (image) {
      Mat grey = new Mat();
      cvtColor(image, grey, COLOR_BGR2GRAY);
      return new Image(grey, width, height);
    }
  }
}
