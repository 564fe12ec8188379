package io.affectstream.features.vision;

import java.io.Serializable;

/**
 * Which frames of a stream are searched whole, and how the stream is cut into blocks in which faces
 * are followed.
 *
 * @param every n: every n-th frame is searched whole; 1 = all
 */
public record SearchSchedule(int every) implements Serializable {

  /** A search in every 5th frame. */
  public static final SearchSchedule DEFAULT = new SearchSchedule(5);

  /**
   * Full searches per block: known faces are lost at its end, so a block spans several search
   * intervals.
   */
  private static final int SEARCHES = 5;

  /**
   * @throws IllegalArgumentException if n is less than 1
   */
  public SearchSchedule {
    if (every < 1) {
      throw new IllegalArgumentException("search: expected every 1 frame or more, found " + every);
    }
  }

  /** Frames of a block. */
  public int block() {
    return SEARCHES * every;
  }

  /** Whether a frame is the first of its block. */
  public boolean starts(long frame) {
    return frame % block() == 0;
  }

  /** Whether a frame is the last of its block. */
  public boolean ends(long frame) {
    return frame % block() == block() - 1;
  }

  /** Search that is due in a frame. */
  public SearchDepth depth(long frame) {
    if (starts(frame)) {
      return SearchDepth.SMALL;
    }
    return frame % every == 0 ? SearchDepth.IMAGE : SearchDepth.KNOWN;
  }
}
