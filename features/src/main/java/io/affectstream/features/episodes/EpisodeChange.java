package io.affectstream.features.episodes;

/**
 * A change of an episode (opened, updated or closed), with its values at that moment.
 *
 * @param kind kind of the change
 * @param expression class index of the expression; {@link #NONE} for an action unit
 * @param actionUnit index of the action unit; {@link #NONE} for an expression
 * @param number number of the episode within its stream, dense from 0
 * @param time originating time of the change, microseconds: for OPENED and UPDATED that of the
 *     frame that caused it, for CLOSED the offset, even if detected later
 * @param onset originating time of the episode's first frame, microseconds
 * @param peak originating time of its most probable frame so far, the first of equals, microseconds
 * @param offset originating time of its last frame so far, microseconds
 * @param frames frames so far
 * @param certainFrames those whose expression is certain; {@link #NONE} if that is unknown, as for
 *     action units
 * @param confidence mean probability over these frames, in [0, 1]
 * @param peakConfidence probability at the peak, in [0, 1]
 */
public record EpisodeChange(
    Kind kind,
    int expression,
    int actionUnit,
    long number,
    long time,
    long onset,
    long peak,
    long offset,
    long frames,
    long certainFrames,
    float confidence,
    float peakConfidence) {

  /** Value of an index that does not apply. */
  public static final int NONE = -1;

  /** Kinds of change; every episode is opened once and closed once, in this order. */
  public enum Kind {
    OPENED,
    UPDATED,
    CLOSED
  }
}
