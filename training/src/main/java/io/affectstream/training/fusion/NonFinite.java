package io.affectstream.training.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import io.affectstream.training.fusion.FusionNetConfig.Sequence;
import io.affectstream.training.optim.DivergenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reports the numbers of a training step that are not finite, with their positions. */
final class NonFinite {

  private final List<String> found = new ArrayList<>();

  private NonFinite() {}

  /**
   * Inputs, parameters and gradients that are not finite, e.g. {@code audio [row 3, step 17, column
   * 40]: NaN}.
   */
  static String describe(FusionInput input, Block net) {
    NonFinite search = new NonFinite();
    for (Map.Entry<Sequence, float[]> sequence : input.sequences().entrySet()) {
      int size = sequence.getValue().length / (input.rows() * input.steps());
      search.rows("input " + sequence.getKey(), sequence.getValue(), input.steps(), size);
    }
    int tokens = input.memory().length / Math.max(1, input.centres());
    search.rows("input static", input.memory(), 1, tokens);
    for (Pair<String, Parameter> parameter : net.getParameters()) {
      NDArray array = parameter.getValue().getArray();
      search.first("parameter " + parameter.getKey(), array.toFloatArray());
      if (array.hasGradient()) {
        try (NDArray gradient = array.getGradient()) {
          search.first("gradient " + parameter.getKey(), gradient.toFloatArray());
        }
      }
    }
    return search.found.isEmpty()
        ? "inputs, parameters and gradients are all finite"
        : String.join("; ", search.found);
  }

  private void rows(String name, float[] values, int steps, int size) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        found.add(
            "%s [row %d, step %d, column %d]: %s"
                .formatted(name, i / (steps * size), i / size % steps, i % size, values[i]));
        return;
      }
    }
  }

  private void first(String name, float[] values) {
    int count = 0;
    int at = -1;
    for (int i = values.length - 1; i >= 0; i--) {
      if (!Float.isFinite(values[i])) {
        count++;
        at = i;
      }
    }
    if (count > 0) {
      found.add(
          "%s: %d of %d, first [%d] %s".formatted(name, count, values.length, at, values[at]));
    }
  }

  /**
   * The exception for a loss or gradient that is not finite.
   *
   * @param rate greatest learning rate of the run
   */
  static DivergenceException diverged(
      String what, float found, FusionInput input, FusionNet net, double rate) {
    return new DivergenceException(
        "expected a finite %s, found %s; %s; lower learningRate (%s) if all inputs are finite"
            .formatted(what, found, describe(input, net), rate));
  }
}
