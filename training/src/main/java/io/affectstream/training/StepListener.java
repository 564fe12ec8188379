package io.affectstream.training;

/** Told after every optimiser step of a training, by the thread that trains. */
@FunctionalInterface
public interface StepListener {

  /** Hears nothing. */
  StepListener NONE = (step, steps, loss) -> {};

  /**
   * A step is done.
   *
   * @param step counted from 1, over all epochs
   * @param steps of the whole run
   * @param loss of the step
   */
  void done(long step, long steps, double loss);
}
