package io.affectstream.features.episodes;

/**
 * The results for one face in one frame.
 *
 * @param time originating time, microseconds
 * @param interval duration of a source frame, microseconds; 0 = unknown
 * @param smoothed class index of the smoothed expression; {@link EpisodeChange#NONE} if the frame
 *     has none
 * @param certainty whether the expression is certain
 * @param probabilities probabilities {@code [classes]} of the expressions; empty if smoothed is
 *     NONE
 * @param actionUnits probabilities {@code [12]} of the action units; empty if there are none
 */
public record EpisodeFrame(
    long time,
    long interval,
    int smoothed,
    Certainty certainty,
    float[] probabilities,
    float[] actionUnits) {

  /** Whether a frame's expression is probable enough for its bundle. */
  public enum Certainty {
    /** The bundle has no bound, or the frame no expression. */
    UNKNOWN,
    UNCERTAIN,
    CERTAIN
  }
}
