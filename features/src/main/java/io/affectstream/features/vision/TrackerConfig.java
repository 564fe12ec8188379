package io.affectstream.features.vision;

import java.io.Serializable;
import java.time.Duration;

/**
 * How faces are joined over time.
 *
 * @param maxFaces faces of one frame; also bounds the tracks kept, to four times this number
 * @param maxGapMicros how long a face may be absent and keep its id, in microseconds of originating
 *     time
 * @param minAffinity minimum affinity of position and size, in (0, 1], for a face to continue a
 *     track
 * @param embeddingWeight share of the embedding in the affinity, in [0, 1), where both sides have
 *     one
 */
public record TrackerConfig(
    int maxFaces, long maxGapMicros, float minAffinity, float embeddingWeight)
    implements Serializable {

  /** Eight faces, gaps up to one second. */
  public static final TrackerConfig DEFAULT = new TrackerConfig(8, 1_000_000, 0.2f, 0.25f);

  /** Refuses values out of range. */
  public TrackerConfig {
    require(maxFaces >= 1, "maxFaces: expected at least 1, found " + maxFaces);
    require(maxGapMicros >= 0, "maxGapMicros: expected at least 0, found " + maxGapMicros);
    require(
        minAffinity > 0 && minAffinity <= 1,
        "minAffinity: expected a number in (0, 1], found " + minAffinity);
    require(
        embeddingWeight >= 0 && embeddingWeight < 1,
        "embeddingWeight: expected a number in [0, 1), found " + embeddingWeight);
  }

  /** These settings with other limits for the faces of a frame and the length of gaps. */
  public TrackerConfig with(int faces, Duration maxGap) {
    return new TrackerConfig(faces, maxGap.toNanos() / 1000, minAffinity, embeddingWeight);
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException("tracker " + problem);
    }
  }

  /** Maximum number of tracks kept. */
  int maxTracks() {
    return 4 * maxFaces;
  }
}
