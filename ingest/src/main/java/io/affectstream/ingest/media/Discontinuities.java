package io.affectstream.ingest.media;

/**
 * Keeps time going on where a container's clock starts anew, as in joined recordings and at the
 * seams of live playlists. A jump back by more than a second, and of a live source also a jump
 * ahead by more than ten, moves everything that follows so that the track which shows the jump goes
 * on at its next packet; the other track moves with it, so their offset is kept.
 */
final class Discontinuities {

  private static final long BACK_MICROS = 1_000_000;
  private static final long AHEAD_MICROS = 10_000_000;
  private static final int TRACKS = 2;

  private final boolean live;
  private final boolean[] started = new boolean[TRACKS];
  private final long[] expected = new long[TRACKS];
  private long shift;
  private long count;

  Discontinuities(boolean live) {
    this.live = live;
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
      if (jump < -BACK_MICROS || (live && jump > AHEAD_MICROS)) {
        shift -= jump;
        count++;
      }
    }
    started[track] = true;
    expected[track] = decodeTime + shift + duration;
    return shift;
  }
}
