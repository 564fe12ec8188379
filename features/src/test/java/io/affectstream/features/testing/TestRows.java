package io.affectstream.features.testing;

import io.affectstream.features.align.WindowCoverage;
import io.affectstream.features.rows.Certainty;
import io.affectstream.features.rows.FusedRow;
import io.affectstream.schemas.Reason;

/** Rows of frames of 40 ms, without the place of the face. */
public final class TestRows {

  /** Duration of a frame, microseconds. */
  public static final long FRAME = 40_000;

  private TestRows() {}

  /**
   * A row that is not judged to speak.
   *
   * @param expression probabilities; empty: a frame without a face
   */
  public static FusedRow of(
      long frame, int face, float[] expression, float[] units, WindowCoverage coverage) {
    return new FusedRow(
        frame,
        frame * FRAME,
        FRAME,
        face,
        expression.length > 0 ? Reason.MEASURED : Reason.NO_FACE,
        null,
        0,
        0,
        expression,
        Certainty.UNKNOWN,
        units,
        coverage,
        0,
        Float.NaN);
  }
}
