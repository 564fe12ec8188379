package io.affectstream.ingest.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_side_data;

import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;

/** The video track: decoded frames become timed, upright images in square pixels. */
final class PictureTrack implements AutoCloseable {

  private final Container container;
  private final Decoder decoder;
  private final TimeBase timeBase;
  private final JpegEncoder encoder;
  private final PixelAspects aspects;
  private final Orientation stored;
  private final long interval;
  private final long skip;
  private final Consumer<MediaEvent> out;
  private boolean started;
  private long last;
  private long lastDuration;
  private long pictures;
  private long estimated;
  private long reversed;
  private long concealed;

  /**
   * @param interval nominal distance of frames in microseconds; 0 = unknown
   * @param skip pictures at the start that are timed but not encoded
   */
  PictureTrack(
      Container container,
      Decoder decoder,
      JpegEncoder encoder,
      long interval,
      long skip,
      Consumer<MediaEvent> out) {
    this.container = container;
    this.decoder = decoder;
    this.timeBase = decoder.timeBase();
    this.encoder = encoder;
    this.aspects = new PixelAspects(decoder.stream());
    this.stored = orientation(decoder.stream().codecpar());
    this.interval = interval;
    this.skip = skip;
    this.out = out;
  }

  /** Delivers every frame the decoder has ready. */
  void drain() {
    for (Optional<AVFrame> frame = decoder.receive();
        frame.isPresent();
        frame = decoder.receive()) {
      deliver(frame.get());
    }
  }

  private void deliver(AVFrame frame) {
    long time = time(frame);
    if (started && time < last) {
      reversed++;
      return;
    }
    if (frame.decode_error_flags() != 0) {
      concealed++;
    }
    started = true;
    last = time;
    lastDuration = frame.duration() > 0 ? timeBase.micros(frame.duration()) : interval;
    Orientation orientation = orientation(frame);
    PixelAspect aspect = aspects.of(frame);
    byte[] jpeg = pictures++ < skip ? new byte[0] : encoder.encode(frame, aspect, orientation);
    int width = aspect.squared(frame.width());
    boolean transpose = orientation.transpose();
    out.accept(
        new MediaEvent.Picture(
            time, transpose ? frame.height() : width, transpose ? width : frame.height(), jpeg));
  }

  private long time(AVFrame frame) {
    long timestamp = frame.best_effort_timestamp();
    if (timestamp != AV_NOPTS_VALUE) {
      return container.micros(timeBase, timestamp);
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

  /** End of the last picture in microseconds; 0 before the first. */
  long end() {
    return started ? last + lastDuration : 0;
  }

  long pictures() {
    return pictures;
  }

  long estimated() {
    return estimated;
  }

  long reversed() {
    return reversed;
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
