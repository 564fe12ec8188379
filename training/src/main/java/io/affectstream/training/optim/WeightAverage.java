package io.affectstream.training.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Exponential moving average of a block's parameters (Polyak and Juditsky 1992). It jumps about
 * less than the weights of any one step and is what a run is judged by and exports. Its state can
 * be stored and restored.
 */
public final class WeightAverage implements AutoCloseable {

  private static final String PREFIX = "average/";
  private static final String STEPS = PREFIX + "steps";

  /** Steps over which the decay rises to its value, so that the first weights are soon left. */
  private static final float RISE = 10;

  private final Map<String, NDArray> weights = new LinkedHashMap<>();
  private final Map<String, NDArray> state = new LinkedHashMap<>();
  private final float decay;

  /**
   * An average that begins with the block's present weights.
   *
   * @param block initialised block
   * @param manager owns the state
   * @param decay share of the average that stays at each step; 0: the average is the weights
   */
  public WeightAverage(Block block, NDManager manager, float decay) {
    this.decay = decay;
    for (Pair<String, Parameter> parameter : block.getParameters()) {
      NDArray weight = parameter.getValue().getArray();
      weights.put(PREFIX + parameter.getKey(), weight);
      state.put(PREFIX + parameter.getKey(), copy(weight, manager));
    }
    state.put(STEPS, manager.create(new float[1]));
  }

  private static NDArray copy(NDArray weight, NDManager manager) {
    return manager.create(weight.toFloatArray(), weight.getShape());
  }

  /** Restarts from the block's present weights. */
  public void restart() {
    weights.forEach((name, weight) -> state.get(name).set(weight.toFloatArray()));
    state.get(STEPS).set(new float[1]);
  }

  /** Takes the weights after a step in. */
  public void step() {
    NDArray steps = state.get(STEPS);
    steps.addi(1);
    float count = steps.getFloat();
    float stays = Math.min(decay, count / (RISE + count));
    weights.forEach(
        (name, weight) -> {
          NDArray average = state.get(name);
          try (NDManager local = average.getManager().newSubManager()) {
            NDArray constant = weight.stopGradient();
            constant.attach(local);
            NDArray share = constant.mul(1 - stays);
            share.attach(local);
            average.muli(stays).addi(share);
          }
        });
  }

  /**
   * Puts the average into the block and the block's weights into the state, or the other way round.
   */
  public void exchange() {
    weights.forEach(
        (name, weight) -> {
          float[] present = weight.toFloatArray();
          weight.set(state.get(name).toFloatArray());
          state.get(name).set(present);
        });
  }

  /** Average by parameter, to be stored and restored. */
  public Map<String, NDArray> state() {
    return state;
  }

  @Override
  public void close() {
    state.values().forEach(NDArray::close);
  }
}
