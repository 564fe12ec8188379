package io.affectstream.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** What an {@link EpochLoop} runs. Draws depend on seed, epoch and step only. */
public interface Training {

  /** Length of the run and seed. */
  TrainingPlan plan();

  /** The network being trained. */
  Block net();

  /** What {@link EpochLoop#LAST} contains besides the weights: the optimiser's state. */
  Map<String, NDArray> state();

  /** Names of the columns of the log, separated by commas. */
  String header();

  /**
   * Sets the weights that a new run begins with; not called if a run continues.
   *
   * @return their measurement, if it is worth a line of the log
   * @throws IOException if a file cannot be read
   */
  default Optional<Measurement> begin() throws IOException {
    return Optional.empty();
  }

  /**
   * Prepares an epoch.
   *
   * @param epoch counted from 0
   */
  EpochSteps epoch(int epoch);

  /**
   * Measures the network after an epoch.
   *
   * @param epoch counted from 0
   */
  Measurement measure(int epoch);
}
