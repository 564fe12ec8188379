package io.affectstream.training.loop;

/**
 * One epoch in figures.
 *
 * @param epoch counted from 1; 0: the weights that the run begins with
 * @param rate learning rate of the last step
 * @param losses means over the steps since the run was started or continued, within the epoch
 * @param seconds taken since then, the measurement included
 */
public record EpochTotals(int epoch, double rate, double[] losses, double seconds) {}
