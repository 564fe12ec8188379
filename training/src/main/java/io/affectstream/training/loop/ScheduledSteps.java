package io.affectstream.training.loop;

import io.affectstream.training.optim.CosineWarmRestarts;

/** Steps of an epoch whose rate follows a schedule over all steps of a run. */
public abstract class ScheduledSteps implements EpochSteps {

  private final CosineWarmRestarts schedule;
  private final int epoch;
  private final int count;

  /**
   * Steps of an epoch.
   *
   * @param schedule by step of the run
   * @param epoch counted from 0
   * @param count steps of each epoch
   */
  protected ScheduledSteps(CosineWarmRestarts schedule, int epoch, int count) {
    this.schedule = schedule;
    this.epoch = epoch;
    this.count = count;
  }

  @Override
  public final int count() {
    return count;
  }

  @Override
  public final double rate(int step) {
    return schedule.at((long) epoch * count + step);
  }
}
