package io.affectstream.training.data;

/**
 * Remix (Chou et al. 2020; Zhang et al. 2022, eq. 2 and 3): images are mixed by lambda, labels by a
 * weight that favours the rarer class.
 *
 * @param kappa minimum ratio of class counts that counts as imbalance, 3 in the paper
 * @param tau share of the image below which the rarer class takes the whole label, 0.5 in the paper
 */
public record Remix(double kappa, double tau) {

  /** The paper's values. */
  public static Remix paper() {
    return new Remix(3, 0.5);
  }

  /**
   * Weight of the first label.
   *
   * @param lambda share of the first image in [0, 1]
   * @param first samples of the first image's class
   * @param second samples of the second image's class
   */
  public double labelWeight(double lambda, int first, int second) {
    double ratio = first / (double) second;
    if (ratio >= kappa && lambda < tau) {
      return 0;
    }
    if (ratio <= 1 / kappa && 1 - lambda < tau) {
      return 1;
    }
    return lambda;
  }
}
