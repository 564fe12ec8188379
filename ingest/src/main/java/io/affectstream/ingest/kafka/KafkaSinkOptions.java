package io.affectstream.ingest.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How records are written.
 *
 * @param maxRecordBytes largest record, if the topics do not take less
 * @param timeout longest wait for the broker to answer or to take more
 * @param claimCheckFolder where pictures that are too large for a record go; empty = they are
 *     encoded at lower quality instead
 */
public record KafkaSinkOptions(
    int maxRecordBytes, Duration timeout, Optional<Path> claimCheckFolder) {

  /** Records of 1,000,000 bytes, 30 s, no claim check. */
  public static final KafkaSinkOptions DEFAULT =
      new KafkaSinkOptions(1_000_000, Duration.ofSeconds(30), Optional.empty());
}
