package io.affectstream.features.rows;

import io.affectstream.features.align.WindowCoverage;
import io.affectstream.features.episodes.EpisodeFrame;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.schemas.Reason;

/**
 * One row of the model, before smoothing.
 *
 * @param frame sequence number of the frame, or index of the step
 * @param time originating time, microseconds
 * @param interval duration of the frame or step, microseconds
 * @param face identity within the stream, -1 = none
 * @param reason MEASURED, or the reason why not
 * @param box face box in source pixels; {@code null} without a face
 * @param score detector's score in [0, 1]
 * @param quality sharpness and size in [0, 1]
 * @param expression probabilities {@code [8]}, empty unless MEASURED
 * @param certainty bounds of the bundle on these probabilities
 * @param actionUnits probabilities {@code [12]}, empty if the bundle has no such head
 * @param coverage coverage of the window
 * @param skippedFaces faces of the frame found beyond {@code vision.max-faces}
 * @param speaking probability that the voice is this face's, or of a row without a face that it is
 *     nobody's in the image; NaN where not judged
 */
public record FusedRow(
    long frame,
    long time,
    long interval,
    int face,
    Reason reason,
    FaceBox box,
    float score,
    float quality,
    float[] expression,
    Certainty certainty,
    float[] actionUnits,
    WindowCoverage coverage,
    int skippedFaces,
    float speaking) {

  /** Whether it is the row of a voice off screen, beside those of the frame's faces. */
  public boolean isOffScreen() {
    return face < 0 && !Float.isNaN(speaking);
  }

  /** What episodes depend on; {@code smoothed} is the label of the row. */
  EpisodeFrame episodeFrame(int smoothed) {
    EpisodeFrame.Certainty certain = EpisodeFrame.Certainty.UNKNOWN;
    if (certainty.isKnown() && expression.length > 0) {
      certain =
          certainty.isUncertain(expression)
              ? EpisodeFrame.Certainty.UNCERTAIN
              : EpisodeFrame.Certainty.CERTAIN;
    }
    return new EpisodeFrame(time, interval, smoothed, certain, expression, actionUnits);
  }
}
