package io.affectstream.training.fusion;

/**
 * Settings of one run.
 *
 * @param seed of weights, samples and dropout
 * @param epochs at most
 * @param steps optimiser steps per epoch
 * @param batch samples per step
 * @param optimiser ADAMW, or the paper's SGD
 * @param learningRate greatest learning rate
 * @param minLearningRate at the end of a cycle
 * @param warmUpSteps steps of the linear rise
 * @param firstCycleEpochs epochs of the first cosine cycle; 0: one cycle over the whole run
 * @param cycleGrowth length of a cycle over that of the one before
 * @param weightDecay of the optimiser
 * @param momentum of SGD
 * @param labelSmoothing share of a label spread over the other classes
 * @param remixAlpha both parameters of the Beta distribution of lambda; 0: no Remix
 * @param modalityDropout probability that a modality is dropped from a sample, never the last one
 * @param actionUnitWeight weight of the action units' binary cross-entropy
 * @param circleWeight weight of their circle loss
 * @param patience epochs without a better validation figure after which the run ends; 0: never
 * @param validation samples of the validation figure
 */
public record FusionTrainingConfig(
    long seed,
    int epochs,
    int steps,
    int batch,
    Kind optimiser,
    double learningRate,
    double minLearningRate,
    int warmUpSteps,
    int firstCycleEpochs,
    int cycleGrowth,
    float weightDecay,
    float momentum,
    float labelSmoothing,
    float remixAlpha,
    double modalityDropout,
    float actionUnitWeight,
    float circleWeight,
    int patience,
    int validation) {

  /** Optimisers. */
  public enum Kind {
    /** Adam with decoupled weight decay. */
    ADAMW,
    /** Stochastic gradient descent with momentum, as in the paper. */
    SGD
  }
}
