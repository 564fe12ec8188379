package io.affectstream.training.loop;

/**
 * What the loop must know of a training.
 *
 * @param epochs of the whole run
 * @param seed of dropout; each epoch has a seed of its own
 * @param patience epochs without a better score after which the run ends; 0: never
 * @param checkpointSteps steps between checkpoints within an epoch; 0: at the end of an epoch only
 * @param learningRate greatest learning rate, for messages
 * @param losses figures that a step returns, the total first
 */
public record TrainingPlan(
    int epochs, long seed, int patience, int checkpointSteps, double learningRate, int losses) {}
