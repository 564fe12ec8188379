package io.affectstream.training.optim;

/**
 * Cosine annealing with warm restarts (Loshchilov and Hutter 2017, eq. 5) after a linear warm-up. A
 * pure function of the step, so a resumed run continues exactly.
 *
 * @param highest rate at the start of each cycle
 * @param lowest rate at its end
 * @param warmUp steps of the linear rise from 0
 * @param firstCycle steps of the first cycle
 * @param growth length of a cycle over that of the one before
 */
public record CosineWarmRestarts(
    double highest, double lowest, int warmUp, int firstCycle, int growth) {

  public CosineWarmRestarts {
    if (firstCycle < 1 || growth < 1 || warmUp < 0) {
      throw new IllegalArgumentException(
          "learning rate: expected firstCycle >= 1, growth >= 1, warmUp >= 0, found %d, %d, %d"
              .formatted(firstCycle, growth, warmUp));
    }
  }

  /**
   * Cycles of whole epochs.
   *
   * @param first epochs of the first cycle
   * @param steps of an epoch
   */
  public static CosineWarmRestarts cycles(
      double highest, double lowest, int warmUp, int first, int steps, int growth) {
    return new CosineWarmRestarts(highest, lowest, warmUp, Math.max(1, first * steps), growth);
  }

  /**
   * One cycle that ends with the run.
   *
   * @param steps of the run
   */
  public static CosineWarmRestarts once(double highest, double lowest, int warmUp, int steps) {
    return new CosineWarmRestarts(highest, lowest, warmUp, Math.max(1, steps - warmUp), 1);
  }

  /** Rate at a step, counted from 0. */
  public double at(long step) {
    if (step < warmUp) {
      return highest * (step + 1) / warmUp;
    }
    long within = step - warmUp;
    long cycle = firstCycle;
    while (within >= cycle) {
      within -= cycle;
      cycle *= growth;
    }
    return lowest + (highest - lowest) / 2 * (1 + Math.cos(Math.PI * within / cycle));
  }
}
