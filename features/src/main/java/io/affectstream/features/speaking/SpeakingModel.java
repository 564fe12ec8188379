package io.affectstream.features.speaking;

/**
 * A logistic model of the evidence of one mouth: is the voice its own, or somebody else's.
 *
 * @param bias constant
 * @param activity weight of {@link MouthEvidence#activity}
 * @param agreement weight of {@link MouthEvidence#agreement}
 */
public record SpeakingModel(double bias, double activity, double agreement) {

  /** The model that is used, as {@code ./affect evaluate speaking} fits it. */
  public static final SpeakingModel DEFAULT = new SpeakingModel(6.35, 3.60, 5.58);

  private static final double MAX_LOG_ODDS = 20;

  /** Log odds that the voice is this mouth's, within 20 of 0. */
  public double logOdds(MouthEvidence evidence) {
    double logOdds = bias + activity * evidence.activity() + agreement * evidence.agreement();
    return Math.max(-MAX_LOG_ODDS, Math.min(MAX_LOG_ODDS, logOdds));
  }
}
