package io.affectstream.ingest.media;

/**
 * Keeps time continuous where a container's clock restarts, as in joined recordings and at the
 * seams of live playlists. A jump back by more than a second or ahead by more than ten seconds (of
 * a file, whose gaps may be real, by more than ten minutes) shifts everything that follows so that
 * the track with the jump is continuous; the other track is shifted equally, so their offset is
 * kept.
 */
final class Discontinuities {

  private static final long BACK_MICROS = 1_000_000;
  private static final long LIVE_AHEAD_MICROS = 10_000_000;
  private static final long FILE_AHEAD_MICROS = 600_000_000;
  private static final int TRACKS = 2;

  private final long maxAhead;
  private final boolean[] started = new boolean[TRACKS];
  private final long[] expected = new long[TRACKS];
  private long shift;
  private long count;

  Discontinuities(boolean live) {
    this.maxAhead = live ? LIVE_AHEAD_MICROS : FILE_AHEAD_MICROS;
  }

  /** Jumps found so far. */
  long count() {
    return count;
  }

  /**
   * Shift of a packet in microseconds.
   *
   * @param track 0 or 1
   * @param decodeTime decoding time as stored, in microseconds
   * @param duration duration of the packet in microseconds; 0 = unknown
   */
  long shiftOf(int track, long decodeTime, long duration) {
    if (started[track]) {
      long jump = decodeTime + shift - expected[track];
      if (jump < -BACK_MICROS || jump > maxAhead) {
        shift -= jump;
        count++;
      }
    }
    started[track] = true;
    expected[track] = decodeTime + shift + duration;
    return shift;
  }
}
