package io.affectstream.ingest.media;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_DEFAULT;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.transpose;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Encodes a decoded frame as upright JPEG (4:2:0, baseline) in square pixels. Respects the colour
 * matrix and range of the source; without a declared matrix BT.601 is assumed.
 *
 * <p>One conversion to BGR by swscale, which also squares the pixels, then libjpeg-turbo: as fast
 * as passing planes to FFmpeg's encoder for BT.601 and twice as fast for BT.709, where planes would
 * need a conversion of the matrix. The buffer is allocated by FFmpeg because swscale writes past
 * the end of rows that are not padded.
 */
final class JpegEncoder implements AutoCloseable {

  private static final int MIN_QUALITY = 20;
  private static final int QUALITY_STEP = 12;
  private static final int LONGEST_SIDE = 65_500;

  /** Contrast and saturation of 1 in swscale's 16.16 fixed point. */
  private static final int UNCHANGED = 1 << 16;

  private final int quality;
  private final int maxBytes;
  private final AVFrame bgr = av_frame_alloc();
  private final Mat transposed = new Mat();
  private final Mat mirrored = new Mat();
  private Source source;
  private SwsContext scaler;
  private long shrunk;
  private long oversized;

  JpegEncoder(int quality, int maxBytes) {
    this.quality = quality;
    this.maxBytes = maxBytes;
  }

  /** Images encoded at lower quality to fit. */
  long shrunk() {
    return shrunk;
  }

  /** Images that do not fit at any quality. */
  long oversized() {
    return oversized;
  }

  /**
   * The image as JPEG with square pixels; empty if it does not fit the limit at the lowest quality.
   *
   * @throws FrameException if the frame cannot be converted
   */
  byte[] encode(AVFrame frame, PixelAspect aspect, Orientation orientation) throws FrameException {
    int width = aspect.squared(frame.width());
    if (Math.max(width, frame.height()) > LONGEST_SIDE
        || (long) width * frame.height() > Decoder.MAX_PIXELS) {
      oversized++;
      return new byte[0];
    }
    convert(frame, width);
    try (Mat stored = new Mat(bgr.height(), bgr.width(), CV_8UC3, bgr.data(0), bgr.linesize(0))) {
      return encode(turn(stored, orientation));
    }
  }

  private byte[] encode(Mat image) {
    byte[] jpeg = encode(image, quality);
    int lower = quality;
    while (jpeg.length > maxBytes && lower > MIN_QUALITY) {
      lower = Math.max(MIN_QUALITY, lower - QUALITY_STEP);
      jpeg = encode(image, lower);
    }
    if (jpeg.length > maxBytes) {
      oversized++;
      return new byte[0];
    }
    if (lower != quality) {
      shrunk++;
    }
    return jpeg;
  }

  private static byte[] encode(Mat image, int quality) {
    try (BytePointer buffer = new BytePointer();
        IntPointer parameters = new IntPointer(IMWRITE_JPEG_QUALITY, quality)) {
      if (!imencode(".jpg", image, buffer, parameters)) {
        throw new IllegalStateException(
            "JPEG: an image of %dx%d was not encoded".formatted(image.cols(), image.rows()));
      }
      byte[] jpeg = new byte[Math.toIntExact(buffer.limit())];
      buffer.get(jpeg);
      return jpeg;
    }
  }

  private Mat turn(Mat stored, Orientation orientation) {
    Mat image = stored;
    if (orientation.transpose()) {
      transpose(image, transposed);
      image = transposed;
    }
    if (orientation.mirrorColumns() || orientation.mirrorRows()) {
      flip(image, mirrored, flipCode(orientation));
      image = mirrored;
    }
    return image;
  }

  private static int flipCode(Orientation orientation) {
    if (!orientation.mirrorRows()) {
      return 1;
    }
    return orientation.mirrorColumns() ? -1 : 0;
  }

  private void convert(AVFrame frame, int width) throws FrameException {
    Source found =
        new Source(
            frame.width(),
            frame.height(),
            width,
            frame.format(),
            frame.colorspace(),
            frame.color_range() == AVCOL_RANGE_JPEG);
    if (!found.equals(source)) {
      prepare(found);
      source = found;
    }
    FrameException.check(
        sws_scale(
            scaler, frame.data(), frame.linesize(), 0, frame.height(), bgr.data(), bgr.linesize()),
        "colour conversion");
  }

  private void prepare(Source next) throws FrameException {
    source = null;
    av_frame_unref(bgr);
    bgr.format(AV_PIX_FMT_BGR24);
    bgr.width(next.squaredWidth());
    bgr.height(next.height());
    FrameException.check(av_frame_get_buffer(bgr, 0), "image buffer");
    sws_freeContext(scaler);
    scaler =
        sws_getContext(
            next.width(),
            next.height(),
            next.format(),
            next.squaredWidth(),
            next.height(),
            AV_PIX_FMT_BGR24,
            SWS_BILINEAR,
            null,
            null,
            (DoublePointer) null);
    if (scaler == null || scaler.isNull()) {
      throw new FrameException(
          "colour conversion: pixel format %d cannot be read".formatted(next.format()));
    }
    sws_setColorspaceDetails(
        scaler,
        sws_getCoefficients(next.matrix()),
        next.fullRange() ? 1 : 0,
        sws_getCoefficients(SWS_CS_DEFAULT),
        1,
        0,
        UNCHANGED,
        UNCHANGED);
  }

  /** Parameters of a conversion. */
  private record Source(
      int width, int height, int squaredWidth, int format, int matrix, boolean fullRange) {}

  @Override
  public void close() {
    sws_freeContext(scaler);
    av_frame_free(bgr);
    transposed.close();
    mirrored.close();
  }
}
