package io.affectstream.inference.fusion;

import io.affectstream.features.rows.Certainty;
import io.affectstream.schemas.Reason;

/**
 * Prediction of the bundle for one centre.
 *
 * @param reason MEASURED, or the reason for no prediction
 * @param expression probabilities {@code [8]} in the order of {@code Expression}; empty unless
 *     MEASURED
 * @param certainty bounds of the bundle on these probabilities
 * @param actionUnits probabilities {@code [12]} in the order of {@code ActionUnit}; empty unless
 *     MEASURED by a bundle with such a head
 */
public record Prediction(
    Reason reason, float[] expression, Certainty certainty, float[] actionUnits) {

  private static final float[] NOTHING = {};

  static Prediction none(Reason reason) {
    return new Prediction(reason, NOTHING, Certainty.UNKNOWN, NOTHING);
  }
}
