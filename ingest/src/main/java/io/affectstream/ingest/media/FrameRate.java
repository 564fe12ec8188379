package io.affectstream.ingest.media;

import static org.bytedeco.ffmpeg.global.avformat.av_guess_frame_rate;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** Nominal frame rate of a track, unless the times of its frames contradict it. */
final class FrameRate {

  private static final double MIN = 0.001;
  private static final double MAX = 500;

  /** Maximum ratio between the local rates of variable-rate video. */
  private static final double MAX_CONTRADICTION = 4;

  private FrameRate() {}

  /** The mean rate, or, if that is implausible, the one that FFmpeg estimates; empty = unknown. */
  static OptionalDouble declared(AVFormatContext context, AVStream stream) {
    return DoubleStream.of(
            rate(stream.avg_frame_rate()), rate(av_guess_frame_rate(context, stream, null)))
        .filter(rate -> rate >= MIN && rate <= MAX)
        .findFirst();
  }

  private static double rate(AVRational rate) {
    return rate.num() > 0 && rate.den() > 0 ? (double) rate.num() / rate.den() : 0;
  }

  /**
   * A declared rate, unless the first frames contradict it.
   *
   * @param times of the first frames in microseconds, ascending
   */
  static OptionalDouble plausible(OptionalDouble declared, long[] times) {
    if (declared.isEmpty() || times.length < 3) {
      return declared;
    }
    double[] distances = new double[times.length - 1];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = times[i + 1] - times[i];
    }
    Arrays.sort(distances);
    double median = distances[distances.length / 2];
    double factor = median * declared.getAsDouble() / 1e6;
    return factor > MAX_CONTRADICTION || factor < 1 / MAX_CONTRADICTION
        ? OptionalDouble.empty()
        : declared;
  }
}
