package io.affectstream.training;

/** Notified after every optimiser step of a training, on the training thread. */
@FunctionalInterface
public interface StepListener {

  /** Ignores all events. */
  StepListener NONE = (step, steps, loss) -> {};

  /**
   * A step is complete.
   *
   * @param step counted from 1, over all epochs
   * @param steps of the whole run
   * @param loss of the step
   */
  void done(long step, long steps, double loss);
}
