package io.affectstream.ingest.kafka;

import io.affectstream.ingest.Speed;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.media.MediaSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How records are written.
 *
 * @param maxRecordBytes largest record, if the topics allow it
 * @param timeout longest wait for the broker to respond or to accept more data
 * @param linger longest delay of a record for batching
 * @param claimCheckFolder folder of images that are too large for a record; empty = they are
 *     encoded at lower quality instead
 */
public record KafkaSinkOptions(
    int maxRecordBytes, Duration timeout, Duration linger, Optional<Path> claimCheckFolder) {

  /** For live sources. */
  private static final Duration SHORT = Duration.ofMillis(5);

  /**
   * For files, where the latency of single records does not matter and every request has a cost.
   */
  private static final Duration LONG = Duration.ofMillis(50);

  /** Records of 1,000,000 bytes, 30 s, sent immediately, no claim check. */
  public static final KafkaSinkOptions DEFAULT =
      new KafkaSinkOptions(1_000_000, Duration.ofSeconds(30), SHORT, Optional.empty());

  /** The same for a source: with a long linger for a file that is played at maximum speed. */
  public KafkaSinkOptions of(StreamPlan plan) {
    boolean fast =
        plan.source() instanceof MediaSource.File && plan.options().speed().equals(Speed.MAX);
    return new KafkaSinkOptions(maxRecordBytes, timeout, fast ? LONG : linger, claimCheckFolder);
  }
}
