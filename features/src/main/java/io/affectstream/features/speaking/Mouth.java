package io.affectstream.features.speaking;

import io.affectstream.features.vision.Face;
import io.affectstream.schemas.ActionUnit;
import java.util.List;

/** How far a face's mouth is open. */
public final class Mouth {

  /** Of a face whose mouth is not measured, or no face. */
  public static final float UNKNOWN = Float.NaN;

  private static final int LIPS_PART = List.of(ActionUnit.values()).indexOf(ActionUnit.AU25);
  private static final int JAW_DROPS = List.of(ActionUnit.values()).indexOf(ActionUnit.AU26);
  private static final double MIN_SHARE = 1e-4;

  private Mouth() {}

  /**
   * Log odds of parted lips (AU25) plus those of a dropped jaw (AU26); {@link #UNKNOWN} if the
   * bundle's per-face graph has no action units.
   */
  public static float opening(Face face) {
    float[] units = face.actionUnits();
    return units.length > JAW_DROPS
        ? (float) (logOdds(units[LIPS_PART]) + logOdds(units[JAW_DROPS]))
        : UNKNOWN;
  }

  private static double logOdds(float probability) {
    double share = Math.max(MIN_SHARE, Math.min(1 - MIN_SHARE, probability));
    return Math.log(share / (1 - share));
  }
}
