package io.affectstream.ingest.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_side_data;

import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;

/** The video track: converts decoded frames to timed, upright images with square pixels. */
final class ImageTrack implements AutoCloseable {

  /** Longest distance of frames that counts as a frame rate. */
  private static final long GAP_MICROS = 10_000_000;

  private final Container container;
  private final JpegEncoder encoder;
  private final long interval;
  private final long skip;
  private final DistinctTimes out;
  private Decoder decoder;
  private PixelAspects aspects;
  private Orientation stored;
  private boolean started;
  private long last;
  private long lastDuration;
  private long images;
  private long estimated;
  private long corruptPackets;
  private long concealed;
  private long unusable;
  private long longestGap;

  /**
   * @param interval nominal distance of frames in microseconds; 0 = unknown
   * @param skip images at the start that are timed but not encoded
   */
  ImageTrack(
      Container container,
      Decoder decoder,
      JpegEncoder encoder,
      long interval,
      long skip,
      Consumer<MediaEvent> out) {
    this.container = container;
    this.encoder = encoder;
    this.interval = interval;
    this.skip = skip;
    this.out = new DistinctTimes(interval, !container.live(), out);
    begin(decoder);
  }

  /** Switches to the decoder of a track that replaces this one. */
  void follow(Decoder next) {
    decoder.finish();
    drain();
    corruptPackets += decoder.corruptPackets();
    decoder.close();
    begin(next);
  }

  private void begin(Decoder next) {
    decoder = next;
    aspects = new PixelAspects(next.stream());
    stored = orientation(next.stream().codecpar());
  }

  /** Delivers every frame the decoder has ready. */
  void drain() {
    decoder.drain(this::deliver);
  }

  /** Delivers the rest. */
  void finish() {
    decoder.finish();
    drain();
    out.finish();
  }

  private void deliver(AVFrame frame) {
    long time = time(frame);
    if (frame.decode_error_flags() != 0) {
      concealed++;
    }
    longestGap = started ? Math.max(longestGap, time - last) : 0;
    started = true;
    last = time;
    lastDuration = frame.duration() > 0 ? decoder.timeBase().micros(frame.duration()) : interval;
    Orientation orientation = orientation(frame);
    PixelAspect aspect = aspects.of(frame);
    int width = aspect.squared(frame.width());
    boolean transpose = orientation.transpose();
    out.add(
        new MediaEvent.Image(
            time,
            transpose ? frame.height() : width,
            transpose ? width : frame.height(),
            jpeg(frame, aspect, orientation)));
  }

  private byte[] jpeg(AVFrame frame, PixelAspect aspect, Orientation orientation) {
    if (images++ < skip) {
      return new byte[0];
    }
    try {
      return encoder.encode(frame, aspect, orientation);
    } catch (FrameException e) {
      unusable++;
      return new byte[0];
    }
  }

  private long time(AVFrame frame) {
    long timestamp = frame.best_effort_timestamp();
    if (timestamp != AV_NOPTS_VALUE) {
      return container.micros(decoder.timeBase(), timestamp);
    }
    estimated++;
    return started ? last + (interval > 0 ? interval : lastDuration) : 0;
  }

  private Orientation orientation(AVFrame frame) {
    AVFrameSideData data = av_frame_get_side_data(frame, AV_FRAME_DATA_DISPLAYMATRIX);
    return data == null || data.isNull() ? stored : orientation(data.data());
  }

  private static Orientation orientation(AVCodecParameters parameters) {
    AVPacketSideData all = parameters.coded_side_data();
    if (all == null || all.isNull()) {
      return Orientation.UPRIGHT;
    }
    AVPacketSideData data =
        av_packet_side_data_get(all, parameters.nb_coded_side_data(), AV_PKT_DATA_DISPLAYMATRIX);
    return data == null || data.isNull() ? Orientation.UPRIGHT : orientation(data.data());
  }

  private static Orientation orientation(BytePointer matrix) {
    return Orientation.ofDisplayMatrix(new IntPointer(matrix));
  }

  /** End of the last image in microseconds; 0 before the first. */
  long end() {
    return started ? Math.max(last, out.last()) + lastDuration : 0;
  }

  long images() {
    return images;
  }

  long estimated() {
    return estimated;
  }

  /** Images without a time, or with a time before the previous one. */
  long moved() {
    return out.moved();
  }

  /** Images that could not be converted. */
  long unusable() {
    return unusable;
  }

  /** Longest distance of two images in microseconds, if it is too long for a frame rate; else 0. */
  long longestGap() {
    return longestGap > GAP_MICROS ? longestGap : 0;
  }

  /** Packets and frames that the decoders refused. */
  long corruptPackets() {
    return corruptPackets + decoder.corruptPackets();
  }

  long concealed() {
    return concealed;
  }

  JpegEncoder encoder() {
    return encoder;
  }

  @Override
  public void close() {
    encoder.close();
  }
}
