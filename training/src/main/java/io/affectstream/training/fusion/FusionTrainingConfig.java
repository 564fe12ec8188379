package io.affectstream.training.fusion;

/**
 * Settings of one run.
 *
 * @param seed of weights, windows and dropout
 * @param epochs at most
 * @param steps optimiser steps per epoch
 * @param patience epochs without a better validation figure after which the run ends; 0: never
 * @param validation windows of the validation figure
 * @param optimiser optimiser settings
 * @param variation augmentation
 * @param losses weights of the losses
 */
public record FusionTrainingConfig(
    long seed,
    int epochs,
    int steps,
    int patience,
    int validation,
    Optimiser optimiser,
    Variation variation,
    LossWeights losses) {

  /** Optimisers. */
  public enum Kind {
    /** Adam with decoupled weight decay. */
    ADAMW,
    /** Stochastic gradient descent with momentum, as in the paper. */
    SGD
  }

  /**
   * Optimiser settings.
   *
   * @param kind ADAMW, or the paper's SGD
   * @param batch windows per step
   * @param learningRate greatest learning rate
   * @param minLearningRate at the end of a cycle
   * @param warmUpSteps steps of the linear rise
   * @param firstCycleEpochs epochs of the first cosine cycle; 0: one cycle over the whole run
   * @param cycleGrowth length of a cycle over that of the one before
   * @param weightDecay of kernels and matrices
   * @param momentum of SGD
   */
  public record Optimiser(
      Kind kind,
      int batch,
      double learningRate,
      double minLearningRate,
      int warmUpSteps,
      int firstCycleEpochs,
      int cycleGrowth,
      float weightDecay,
      float momentum) {

    public Optimiser {
      if (kind == null || batch < 1) {
        throw new IllegalArgumentException(
            "optimiser: expected a kind (ADAMW or SGD) and a batch of at least 1, found %s and %d"
                .formatted(kind, batch));
      }
    }
  }

  /**
   * Augmentation.
   *
   * @param remixAlpha both parameters of the Beta distribution of lambda; 0: no Remix
   * @param modalityDropout probability that a modality is dropped from a window, never the last one
   */
  public record Variation(float remixAlpha, double modalityDropout) {}

  /**
   * Weights of the losses; that of the expression is 1.
   *
   * @param labelSmoothing share of a label spread over the other classes
   * @param actionUnits weight of the action units' binary cross-entropy
   * @param circle weight of their circle loss
   */
  public record LossWeights(float labelSmoothing, float actionUnits, float circle) {}

  public FusionTrainingConfig {
    if (optimiser == null || variation == null || losses == null) {
      throw new IllegalArgumentException(
          "expected the keys optimiser, variation and losses, found one of them missing");
    }
  }
}
