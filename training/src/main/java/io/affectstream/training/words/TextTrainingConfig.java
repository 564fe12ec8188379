package io.affectstream.training.words;

import io.affectstream.training.SettingsFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Settings of one run, read from JSON.
 *
 * @param comments folder with {@code train.tsv}, {@code dev.tsv} and {@code labels.txt}
 *     (GoEmotions)
 * @param start checkpoint whose weights to begin with; the key may be missing: the public encoder's
 * @param seed of head, order, variation and dropout
 * @param vocabulary tokens that are kept
 * @param maxTokens tokens of the longest text, special ones included; the last ones are read
 * @param epochs passes over the comments
 * @param checkpointSteps steps between checkpoints within an epoch
 * @param variation what is varied, and how often
 * @param optimiser steps and their sizes
 */
public record TextTrainingConfig(
    Path comments,
    Path start,
    long seed,
    int vocabulary,
    int maxTokens,
    int epochs,
    int checkpointSteps,
    Variation variation,
    Optimiser optimiser) {

  /**
   * What is varied.
   *
   * @param spoken share of the texts as a recogniser gives them: lower case, no punctuation
   * @param prefix share of the texts that are cut after some words
   * @param prefixWeight weight of the shortest prefix; that of the whole text is 1
   * @param drop share of the texts that lose words
   * @param dropped share of the words lost
   */
  public record Variation(
      double spoken, double prefix, double prefixWeight, double drop, double dropped) {}

  /**
   * Steps and their sizes.
   *
   * @param batch texts per step; fewer where no others of equal length are left
   * @param share texts of an epoch over all comments
   * @param balance exponent by which rare classes are drawn more often: a class with n comments is
   *     drawn in proportion to n to the power of 1 - balance
   * @param learningRate greatest learning rate
   * @param minLearningRate at the end
   * @param warmUpSteps steps of the linear rise
   * @param weightDecay of matrices
   * @param gradientNorm length to which a longer gradient is cut
   * @param frozenLayers layers, the first ones, that stay as they are
   */
  public record Optimiser(
      int batch,
      double share,
      double balance,
      double learningRate,
      double minLearningRate,
      int warmUpSteps,
      float weightDecay,
      double gradientNorm,
      int frozenLayers) {}

  public TextTrainingConfig {
    if (comments == null || variation == null || optimiser == null) {
      throw new IllegalArgumentException(
          "expected the keys comments, variation and optimiser, found one of them missing");
    }
    if (maxTokens < 3
        || epochs < 1
        || checkpointSteps < 1
        || optimiser.batch() < 1
        || !(optimiser.share() > 0)) {
      throw new IllegalArgumentException(
          "expected maxTokens >= 3, epochs, checkpointSteps and batch >= 1, share > 0, found %d, %d, %d, %d, %s"
              .formatted(maxTokens, epochs, checkpointSteps, optimiser.batch(), optimiser.share()));
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it is no JSON, or a key is missing, unknown or mistyped
   */
  public static TextTrainingConfig read(Path file) throws IOException {
    return SettingsFile.read(file, TextTrainingConfig.class);
  }
}
