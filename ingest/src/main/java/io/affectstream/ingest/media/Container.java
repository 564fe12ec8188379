package io.affectstream.ingest.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_DURATION_FROM_BITRATE;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_frame_rate;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.affectstream.ingest.media.MediaException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** An opened source: its packets in file order, its chosen tracks and their common start. */
final class Container implements AutoCloseable {

  /** How reading a packet ended. */
  enum Read {
    PACKET,
    AGAIN,
    END,
    BROKEN_OFF
  }

  private static final long TRUNCATION_MICROS = 500_000;

  private final AVFormatContext context;
  private final Interrupt interrupt;
  private final AVPacket packet = av_packet_alloc();
  private final List<String> notes = new ArrayList<>();
  private final Optional<Decoder> video;
  private final Optional<Decoder> audio;
  private final boolean live;
  private OptionalLong origin;
  private String failure = "";

  Container(MediaSource source, MediaOptions options, Cancellation cancellation)
      throws MediaException {
    Ffmpeg.load();
    Duration patience =
        source instanceof MediaSource.File ? Duration.ZERO : options.networkTimeout();
    interrupt = new Interrupt(cancellation, patience);
    context = avformat_alloc_context();
    context.interrupt_callback().callback(interrupt);
    InputOpener.open(context, source, interrupt, cancellation);
    interrupt.begin();
    avformat_find_stream_info(context, (AVDictionary) null);
    live =
        source instanceof MediaSource.Camera
            || (source instanceof MediaSource.Address && duration().isEmpty());
    video = choose(AVMEDIA_TYPE_VIDEO, options.decoderThreads());
    audio = choose(AVMEDIA_TYPE_AUDIO, 1);
    if (video.isEmpty() && audio.isEmpty()) {
      String found = description();
      close();
      throw new MediaException(
          cancellation.cancelled() ? Reason.CANCELLED : Reason.NO_TRACK,
          "%s: expected a track of pictures or sound, found %s"
              .formatted(source.describe(), found));
    }
    origin = start();
  }

  Optional<Decoder> video() {
    return video;
  }

  Optional<Decoder> audio() {
    return audio;
  }

  /** Packet of the last {@link Read#PACKET}; valid until the next read. */
  AVPacket packet() {
    return packet;
  }

  /** Why reading broke off. */
  String failure() {
    return failure;
  }

  MediaInfo info() {
    return new MediaInfo(
        context.iformat().name().getString(),
        video.map(Decoder::stream).map(this::describeVideo),
        audio.map(Decoder::stream).map(Container::describeAudio),
        live ? OptionalLong.empty() : duration(),
        live,
        List.copyOf(notes));
  }

  /** Reads the next packet of any track. */
  Read read() {
    av_packet_unref(packet);
    interrupt.begin();
    int code = av_read_frame(context, packet);
    if (code >= 0) {
      return Read.PACKET;
    }
    if (code == AVERROR_EAGAIN()) {
      return Read.AGAIN;
    }
    int below = context.pb() == null || context.pb().isNull() ? 0 : context.pb().error();
    if (code == AVERROR_EOF() && (below >= 0 || below == AVERROR_EOF())) {
      return Read.END;
    }
    failure =
        interrupt.expired()
            ? "nothing received for too long"
            : Ffmpeg.message(code == AVERROR_EOF() ? below : code);
    return Read.BROKEN_OFF;
  }

  /**
   * Originating time of a timestamp of a track, in microseconds since the earlier start of the
   * chosen tracks. Where the container names no start, the first timestamp asked for is the start.
   */
  long micros(TimeBase timeBase, long timestamp) {
    long micros = timeBase.micros(timestamp);
    if (origin.isEmpty()) {
      origin = OptionalLong.of(micros);
    }
    return micros - origin.getAsLong();
  }

  /** Declared end of the chosen tracks; empty where it is unknown or only guessed. */
  OptionalLong declaredEnd() {
    if (live
        || origin.isEmpty()
        || context.duration_estimation_method() == AVFMT_DURATION_FROM_BITRATE) {
      return OptionalLong.empty();
    }
    return decoders()
        .filter(decoder -> decoder.stream().duration() != AV_NOPTS_VALUE)
        .filter(decoder -> decoder.stream().start_time() != AV_NOPTS_VALUE)
        .mapToLong(
            decoder ->
                decoder
                        .timeBase()
                        .micros(decoder.stream().start_time() + decoder.stream().duration())
                    - origin.getAsLong())
        .max();
  }

  /** Whether media that ended at this time lacks a noticeable part of what was declared. */
  boolean truncatedAt(long endMicros) {
    OptionalLong declared = declaredEnd();
    return declared.isPresent() && declared.getAsLong() - endMicros > TRUNCATION_MICROS;
  }

  @Override
  public void close() {
    if (video != null) {
      decoders().forEach(Decoder::close);
    }
    av_packet_free(packet);
    avformat_close_input(context);
    interrupt.close();
  }

  private java.util.stream.Stream<Decoder> decoders() {
    return java.util.stream.Stream.concat(video.stream(), audio.stream());
  }

  private Optional<Decoder> choose(int type, int threads) {
    int best = av_find_best_stream(context, type, -1, -1, (AVCodec) null, 0);
    if (best < 0) {
      return Optional.empty();
    }
    AVStream stream = context.streams(best);
    if ((stream.disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0) {
      notes.add("the only picture is a cover; it is not played");
      return Optional.empty();
    }
    String codec = codec(stream);
    Optional<Decoder> decoder = Decoder.open(stream, threads);
    if (decoder.isEmpty()) {
      notes.add("track %d (%s) cannot be decoded and is left out".formatted(best, codec));
    }
    long others =
        LongStream.range(0, context.nb_streams())
            .filter(i -> i != best)
            .mapToObj(i -> context.streams((int) i))
            .filter(other -> other.codecpar().codec_type() == type)
            .filter(other -> (other.disposition() & AV_DISPOSITION_ATTACHED_PIC) == 0)
            .count();
    if (others > 0) {
      notes.add(
          "%d more %s track(s) are left out; track %d (%s) is played"
              .formatted(others, type == AVMEDIA_TYPE_VIDEO ? "picture" : "sound", best, codec));
    }
    return decoder;
  }

  private OptionalLong start() {
    return decoders()
        .filter(decoder -> decoder.stream().start_time() != AV_NOPTS_VALUE)
        .mapToLong(decoder -> decoder.timeBase().micros(decoder.stream().start_time()))
        .min();
  }

  private OptionalLong duration() {
    long duration = context.duration();
    return duration == AV_NOPTS_VALUE || duration <= 0
        ? OptionalLong.empty()
        : OptionalLong.of(duration);
  }

  private MediaInfo.Video describeVideo(AVStream stream) {
    AVRational rate = stream.avg_frame_rate();
    if (rate.num() <= 0 || rate.den() <= 0) {
      rate = av_guess_frame_rate(context, stream, null);
    }
    boolean known = rate.num() > 0 && rate.den() > 0;
    return new MediaInfo.Video(
        codec(stream),
        stream.codecpar().width(),
        stream.codecpar().height(),
        known ? OptionalDouble.of((double) rate.num() / rate.den()) : OptionalDouble.empty());
  }

  private static MediaInfo.Audio describeAudio(AVStream stream) {
    return new MediaInfo.Audio(
        codec(stream),
        stream.codecpar().sample_rate(),
        stream.codecpar().ch_layout().nb_channels());
  }

  private static String codec(AVStream stream) {
    return avcodec_get_name(stream.codecpar().codec_id()).getString();
  }

  private String description() {
    String format = context.iformat().name().getString();
    String tracks = notes.isEmpty() ? "none" : String.join("; ", notes);
    return "%s with %d track(s): %s".formatted(format, context.nb_streams(), tracks);
  }
}
