package io.affectstream.ingest.media;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Decoder of one track: packets in, frames out in presentation order. */
final class Decoder implements AutoCloseable {

  /** Larger images come from damaged headers and would take gigabytes. */
  static final int MAX_PIXELS = 1 << 27;

  private final AVStream stream;
  private final AVCodecContext context;
  private final AVFrame frame = av_frame_alloc();
  private long corruptPackets;

  private Decoder(AVStream stream, AVCodecContext context) {
    this.stream = stream;
    this.context = context;
  }

  /** Decoder of a track; empty if there is none for its codec. */
  static Optional<Decoder> open(AVStream stream, int threads) {
    AVCodec codec = avcodec_find_decoder(stream.codecpar().codec_id());
    if (codec == null || codec.isNull()) {
      return Optional.empty();
    }
    AVCodecContext context = avcodec_alloc_context3(codec);
    if (avcodec_parameters_to_context(context, stream.codecpar()) < 0) {
      avcodec_free_context(context);
      return Optional.empty();
    }
    context.pkt_timebase(stream.time_base());
    context.thread_count(threads);
    context.max_pixels(MAX_PIXELS);
    if (avcodec_open2(context, codec, (AVDictionary) null) < 0) {
      avcodec_free_context(context);
      return Optional.empty();
    }
    return Optional.of(new Decoder(stream, context));
  }

  AVStream stream() {
    return stream;
  }

  TimeBase timeBase() {
    return new TimeBase(stream.time_base().num(), stream.time_base().den());
  }

  /** Packets and frames refused so far. */
  long corruptPackets() {
    return corruptPackets;
  }

  /** Decodes a packet; a corrupt one is counted and skipped. All frames must have been received. */
  void send(AVPacket packet) {
    if (avcodec_send_packet(context, packet) < 0) {
      corruptPackets++;
    }
  }

  /** Signals the end of packets; the remaining frames can be received. */
  void finish() {
    avcodec_send_packet(context, null);
  }

  /** Delivers every frame that is ready; each is valid during its call. */
  void drain(Consumer<AVFrame> to) {
    for (Optional<AVFrame> next = receive(); next.isPresent(); next = receive()) {
      to.accept(next.get());
    }
  }

  /** The next frame, valid until the next call; empty if packets are needed or the track ended. */
  private Optional<AVFrame> receive() {
    while (true) {
      int code = avcodec_receive_frame(context, frame);
      if (code >= 0) {
        return Optional.of(frame);
      }
      if (code == AVERROR_EAGAIN() || code == AVERROR_EOF()) {
        return Optional.empty();
      }
      corruptPackets++;
    }
  }

  @Override
  public void close() {
    av_frame_free(frame);
    avcodec_free_context(context);
  }
}
