package io.affectstream.ingest.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_TS_DISCONT;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.affectstream.ingest.extent.Extent;
import io.affectstream.ingest.extent.Extent.Completeness;
import io.affectstream.ingest.extent.FileExtent;
import io.affectstream.ingest.media.MediaException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/** An opened source: its packets in file order, its chosen tracks and their common start. */
final class Container implements AutoCloseable {

  /** How reading a packet ended. */
  enum Read {
    PACKET,
    AGAIN,
    END,
    BROKEN_OFF
  }

  private final MediaSource source;
  private final AVFormatContext context;
  private final Interrupt interrupt;
  private final AVPacket packet = av_packet_alloc();
  private final Tracks tracks;
  private final boolean live;
  private final boolean mayJump;
  private final boolean transport;
  private final Discontinuities discontinuities;
  private final Map<Integer, Long> positions = new HashMap<>();
  private long belated;
  private OptionalLong origin;
  private String failure = "";

  Container(MediaSource source, MediaOptions options, Cancellation cancellation)
      throws MediaException {
    Ffmpeg.load();
    this.source = source;
    Duration patience = source.stored() ? Duration.ZERO : options.networkTimeout();
    interrupt = new Interrupt(cancellation, patience);
    context = avformat_alloc_context();
    context.interrupt_callback().callback(interrupt);
    try {
      InputOpener.open(context, source, options.frameRate(), interrupt, cancellation);
    } catch (MediaException e) {
      av_packet_free(packet);
      throw e;
    }
    interrupt.begin();
    avformat_find_stream_info(context, (AVDictionary) null);
    live =
        source instanceof MediaSource.Camera
            || (source instanceof MediaSource.Address && duration().isEmpty());
    mayJump = (context.iformat().flags() & AVFMT_TS_DISCONT) != 0;
    transport = context.iformat().name().getString().equals("mpegts");
    discontinuities = new Discontinuities(live);
    tracks = new Tracks(context, options.programme(), options.decoderThreads());
    if (tracks.decoders().findAny().isEmpty()) {
      String found = missing(options);
      close();
      throw new MediaException(
          cancellation.cancelled() ? Reason.CANCELLED : Reason.NO_TRACK,
          "%s: %s".formatted(source.describe(), found));
    }
    origin = start();
  }

  /** Whether the source has no end known in advance. */
  boolean live() {
    return live;
  }

  Tracks tracks() {
    return tracks;
  }

  /** Positions where the container's clock restarted. */
  long discontinuities() {
    return discontinuities.count();
  }

  private void keepTimeGoing(Decoder decoder) {
    long stored = packet.dts() == AV_NOPTS_VALUE ? packet.pts() : packet.dts();
    if (!mayJump || stored == AV_NOPTS_VALUE) {
      return;
    }
    TimeBase timeBase = decoder.timeBase();
    long shift =
        timeBase.timestamp(
            discontinuities.shiftOf(
                tracks.video().equals(Optional.of(decoder)) ? 0 : 1,
                timeBase.micros(stored),
                timeBase.micros(packet.duration())));
    if (shift != 0) {
      packet.dts(packet.dts() == AV_NOPTS_VALUE ? AV_NOPTS_VALUE : packet.dts() + shift);
      packet.pts(packet.pts() == AV_NOPTS_VALUE ? AV_NOPTS_VALUE : packet.pts() + shift);
    }
  }

  /** Packet of the last {@link Read#PACKET}; valid until the next read. */
  AVPacket packet() {
    return packet;
  }

  /** Why reading ended early. */
  String failure() {
    return failure;
  }

  MediaInfo info() {
    return new MediaInfo(
        context.iformat().name().getString(),
        tracks.video().map(Decoder::stream).map(this::describeVideo),
        tracks.audio().map(Decoder::stream).map(Container::describeAudio),
        live ? OptionalLong.empty() : duration(),
        live,
        tracks.notes());
  }

  /** Reads the next packet of any track. */
  Read read() {
    interrupt.begin();
    int code;
    do {
      av_packet_unref(packet);
      code = av_read_frame(context, packet);
    } while (code >= 0 && isBelated());
    if (code >= 0) {
      tracks.decoderOf(packet.stream_index()).ifPresent(this::keepTimeGoing);
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
   * Whether the packet lies before one of its track that was read earlier. Where the numbers of the
   * tracks of a transport stream change, the last packet under the old number is complete only at
   * the end of the file: its decoder has gone on, and its time belongs to the part before.
   */
  private boolean isBelated() {
    if (!transport || packet.pos() < 0) {
      return false;
    }
    long furthest = positions.merge(packet.stream_index(), packet.pos(), Math::max);
    if (packet.pos() == furthest) {
      return false;
    }
    belated++;
    return true;
  }

  /** Packets skipped because they were complete too late. */
  long belated() {
    return belated;
  }

  /**
   * Originating time of a timestamp of a track, in microseconds since the earlier start of the
   * chosen tracks. If the container declares no start, the first requested timestamp is the start.
   */
  long micros(TimeBase timeBase, long timestamp) {
    long micros = timeBase.micros(timestamp);
    if (origin.isEmpty()) {
      origin = OptionalLong.of(micros);
    }
    return micros - origin.getAsLong();
  }

  /**
   * Why the source is incomplete although it was read to its end.
   *
   * @param end end of the decoded media, in microseconds
   */
  Optional<String> shortfall(long end) {
    Extent extent = extent();
    OptionalLong missed =
        live
            ? OptionalLong.empty()
            : new DeclaredEnd(context, tracks).missed(end, origin.orElse(0), extent.completeness());
    Optional<String> declared =
        missed.isPresent()
            ? Optional.of("expected %.3f s".formatted(missed.getAsLong() / 1e6))
            : Optional.empty();
    return extent.completeness() == Completeness.CUT
        ? Optional.of(declared.map(text -> text + ", ").orElse("") + extent.detail())
        : declared;
  }

  private Extent extent() {
    try {
      if (source instanceof MediaSource.File file) {
        return FileExtent.of(file.path());
      }
      return source instanceof MediaSource.Images images
          ? ImageSequence.find(images.pattern()).extent()
          : Extent.UNKNOWN;
    } catch (IOException | MediaException e) { // it has just been read
      return Extent.UNKNOWN;
    }
  }

  @Override
  public void close() {
    if (tracks != null) {
      tracks.close();
    }
    av_packet_free(packet);
    avformat_close_input(context);
    interrupt.close();
  }

  private OptionalLong start() {
    return tracks
        .decoders()
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
    return new MediaInfo.Video(
        Tracks.codec(stream),
        stream.codecpar().width(),
        stream.codecpar().height(),
        FrameRate.declared(context, stream));
  }

  private static MediaInfo.Audio describeAudio(AVStream stream) {
    return new MediaInfo.Audio(
        Tracks.codec(stream),
        stream.codecpar().sample_rate(),
        stream.codecpar().ch_layout().nb_channels());
  }

  private String missing(MediaOptions options) {
    List<Integer> programmes = new Programmes(context).numbers();
    OptionalInt wanted = options.programme();
    if (wanted.isPresent() && !programmes.contains(wanted.getAsInt())) {
      return "expected programme %d, found %s"
          .formatted(wanted.getAsInt(), programmes.isEmpty() ? "no programmes" : programmes);
    }
    String format = context.iformat().name().getString();
    String notes = tracks.notes().isEmpty() ? "none" : String.join("; ", tracks.notes());
    return "expected a track of images or sound, found %s with %d track(s): %s"
        .formatted(format, context.nb_streams(), notes);
  }
}
