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
 * Bytes of a frame to a picture: always 8-bit, 3 channels, BGR, for any file content (grey,
 * palette, alpha, 16-bit), or one channel where grey is sufficient. A JPEG that is much larger than
 * needed is decoded smaller. Frames are upright by contract, so an EXIF orientation is ignored.
 *
 * <p>The size is read from the header and checked before any pixel memory is taken. A truncated
 * picture is refused by checking its end mark (JPEG: end-of-image after a scan, PNG: IEND), so the
 * outcome does not depend on how a version of the codec treats missing rows. Truncation that the
 * marks do not show, such as a cut JPEG to which the camera appended an end mark, is decoded as far
 * as possible; libjpeg fills the rest with grey.
 *
 * <p>Thread-safe.
 */
public final class PictureDecoder {

  private static final int CHANNELS = 3;

  private final PictureLimits limits;
  private final PictureNeed need;

  /** A decoder of complete pictures that refuses those over these limits. */
  public PictureDecoder(PictureLimits limits) {
    this(limits, PictureNeed.ALL);
  }

  /**
   * A decoder that reduces pictures to what is needed; the limits apply to the pictures as sent.
   */
  public PictureDecoder(PictureLimits limits, PictureNeed need) {
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
   * @param data the picture
   * @throws PictureException UNDECODABLE_PICTURE or PICTURE_TOO_LARGE
   */
  public Picture decode(FrameEncoding encoding, int width, int height, byte[] data)
      throws PictureException {
    limits.checkBytes(data.length);
    return switch (encoding) {
      case JPEG -> compressed(PictureHeader.Format.JPEG, data);
      case PNG -> compressed(PictureHeader.Format.PNG, data);
      case BGR24 -> raw(width, height, data);
      case REFERENCE -> referenced(width, height, data);
    };
  }

  private Picture referenced(int width, int height, byte[] data) throws PictureException {
    boolean plain = width > 0 && height > 0 && data.length == (long) width * height * CHANNELS;
    if (plain && !JpegMarkers.signed(data) && !PngChunks.signed(data)) {
      return raw(width, height, data);
    }
    return compressed(PictureHeader.read(data), data);
  }

  private Picture compressed(PictureHeader.Format expected, byte[] data) throws PictureException {
    PictureHeader header = PictureHeader.read(data);
    if (header.format() != expected) {
      throw PictureException.undecodable(
          "picture: expected %s as the record's encoding says, found %s"
              .formatted(expected, header.format()));
    }
    return compressed(header, data);
  }

  private Picture compressed(PictureHeader header, byte[] data) throws PictureException {
    limits.checkSize(header.width(), header.height());
    PictureHeader.requireComplete(header, data);
    int reduction =
        header.format() == PictureHeader.Format.JPEG
            ? need.reduction(header.width(), header.height())
            : 1;
    Mat picture = decodeNative(header, reduction, data);
    if (picture.cols() != reduced(header.width(), reduction)
        || picture.rows() != reduced(header.height(), reduction)
        || picture.type() != (need.grey() ? CV_8UC1 : CV_8UC3)) {
      String found = picture.empty() ? "damaged data" : picture.cols() + "x" + picture.rows();
      picture.close();
      throw PictureException.undecodable(
          "%s: expected a picture of %dx%d, found %s in %d bytes"
              .formatted(header.format(), header.width(), header.height(), found, data.length));
    }
    return new Picture(picture, header.width(), header.height());
  }

  /** Rounds up partial pixels, as libjpeg does. */
  private static int reduced(int pixels, int reduction) {
    return (pixels + reduction - 1) / reduction;
  }

  private Mat decodeNative(PictureHeader header, int reduction, byte[] data)
      throws PictureException {
    try (BytePointer bytes = new BytePointer(data);
        Mat encoded = new Mat(1, data.length, CV_8UC1, bytes)) {
      return imdecode(encoded, flags(reduction) | IMREAD_IGNORE_ORIENTATION);
    } catch (RuntimeException e) {
      throw new PictureException(
          DeadLetterReason.UNDECODABLE_PICTURE,
          "%s %dx%d: expected a picture, found damaged data in %d bytes"
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

  private Picture raw(int width, int height, byte[] data) throws PictureException {
    if (width <= 0 || height <= 0) {
      throw PictureException.undecodable(
          "BGR24: expected a width and a height above 0, found %dx%d; the record must carry both"
              .formatted(width, height));
    }
    limits.checkSize(width, height);
    if (data.length != (long) width * height * CHANNELS) {
      throw PictureException.undecodable(
          "BGR24 %dx%d: expected %d bytes, found %d; rows are packed without padding"
              .formatted(width, height, (long) width * height * CHANNELS, data.length));
    }
    Mat picture = new Mat(height, width, CV_8UC3);
    picture.data().put(data);
    if (!need.grey()) {
      return new Picture(picture, width, height);
    }
    try (picture) {
      Mat grey = new Mat();
      cvtColor(picture, grey, COLOR_BGR2GRAY);
      return new Picture(grey, width, height);
    }
  }
}
