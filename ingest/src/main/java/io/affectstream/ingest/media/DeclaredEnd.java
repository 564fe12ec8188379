package io.affectstream.ingest.media;

import static org.bytedeco.ffmpeg.global.avformat.AVFMT_DURATION_FROM_BITRATE;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.affectstream.ingest.extent.Extent.Completeness;
import java.util.OptionalLong;
import java.util.Set;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * End of the played tracks where the container declares it. The lengths of most formats are
 * estimates or describe the longest track, played or not, and are ignored.
 */
final class DeclaredEnd {

  /** Formats that declare the length of every track, independent of the file's size. */
  private static final Set<String> INDEXED = Set.of("mov,mp4,m4a,3gp,3g2,mj2");

  /** Formats that declare the number of their samples. */
  private static final Set<String> COUNTED = Set.of("flac", "tta", "ape", "wv");

  /** Formats that declare the length of their longest track. */
  private static final Set<String> SUMMED = Set.of("flv", "live_flv", "matroska,webm");

  private static final long TOLERANCE_MICROS = 500_000;
  private static final long COUNTED_TOLERANCE_MICROS = 20_000;

  private final AVFormatContext context;
  private final Tracks tracks;

  DeclaredEnd(AVFormatContext context, Tracks tracks) {
    this.context = context;
    this.tracks = tracks;
  }

  /**
   * The declared end, if media that end at {@code end} are noticeably shorter.
   *
   * @param end microseconds after {@code origin}
   * @param origin time of the container's clock that counts as 0
   * @param completeness whether the file is complete by its structure
   */
  OptionalLong missed(long end, long origin, Completeness completeness) {
    String format = context.iformat().name().getString();
    if (context.duration_estimation_method() == AVFMT_DURATION_FROM_BITRATE) {
      return OptionalLong.empty();
    }
    if (INDEXED.contains(format)) {
      return missed(ofTracks(origin), end, TOLERANCE_MICROS);
    }
    if (completeness == Completeness.WHOLE) {
      return OptionalLong.empty();
    }
    if (COUNTED.contains(format)) {
      return missed(ofTracks(origin), end, COUNTED_TOLERANCE_MICROS);
    }
    return SUMMED.contains(format) && tracks.all()
        ? missed(ofContainer(origin), end, TOLERANCE_MICROS)
        : OptionalLong.empty();
  }

  private static OptionalLong missed(OptionalLong declared, long end, long tolerance) {
    return declared.isPresent() && declared.getAsLong() - end > tolerance
        ? declared
        : OptionalLong.empty();
  }

  private OptionalLong ofTracks(long origin) {
    return tracks
        .decoders()
        .filter(decoder -> decoder.stream().duration() != AV_NOPTS_VALUE)
        .mapToLong(decoder -> end(decoder) - origin)
        .max();
  }

  private static long end(Decoder decoder) {
    AVStream stream = decoder.stream();
    long start = stream.start_time() == AV_NOPTS_VALUE ? 0 : stream.start_time();
    return decoder.timeBase().micros(start + stream.duration());
  }

  /** Matroska declares the end rather than the length; the smaller of the two readings is safe. */
  private OptionalLong ofContainer(long origin) {
    long duration = context.duration();
    return duration == AV_NOPTS_VALUE || duration <= 0
        ? OptionalLong.empty()
        : OptionalLong.of(duration - Math.max(0, origin));
  }
}
