package io.affectstream.training.loop;

import java.util.Map;
import java.util.OptionalDouble;

/** How good the network is after an epoch, on data it is not trained on. */
public interface Measurement {

  /** What the best epoch is chosen by; empty if this epoch may not be chosen. */
  OptionalDouble score();

  /** Line of the log, without a line break; its columns are those of {@link Training#header}. */
  String line(EpochTotals totals);

  /**
   * Weights that were measured.
   *
   * @param current the network's weights after the last step
   */
  default Map<String, float[]> weights(Map<String, float[]> current) {
    return current;
  }
}
