package io.affectstream.training.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2). Decay applies to
 * kernels and matrices, not to biases and normalisation. Unlike DJL's own, its state can be stored
 * and restored.
 */
public final class AdamW implements Optimiser {

  private static final float FIRST_DECAY = 0.9f;
  private static final float SECOND_DECAY = 0.999f;
  private static final float FLOOR = 1e-8f;
  private static final double SMALLEST_NORM = 1e-12;
  private static final String STEPS = "steps";

  private final Map<String, NDArray> parameters = new LinkedHashMap<>();
  private final Map<String, NDArray> state = new LinkedHashMap<>();
  private final float decay;
  private final double maxNorm;

  /**
   * Optimises every parameter of a block that takes a gradient.
   *
   * @param block initialised block
   * @param manager owns the state
   * @param decay weight decay per step and unit of learning rate
   * @param maxNorm length to which a longer gradient, over all parameters, is cut (Pascanu et al.
   *     2013)
   */
  public AdamW(Block block, NDManager manager, float decay, double maxNorm) {
    this.decay = decay;
    this.maxNorm = maxNorm;
    for (Pair<String, Parameter> parameter : block.getParameters()) {
      if (parameter.getValue().requiresGradient()) {
        String name = parameter.getKey();
        NDArray array = parameter.getValue().getArray();
        array.setRequiresGradient(true);
        parameters.put(name, array);
        state.put("first/" + name, manager.zeros(array.getShape()));
        state.put("second/" + name, manager.zeros(array.getShape()));
      }
    }
    state.put(STEPS, manager.zeros(new Shape(1)));
  }

  @Override
  public boolean step(double rate) {
    double norm = Gradients.norm(parameters.values());
    if (!Double.isFinite(norm)) {
      return false;
    }
    NDArray steps = state.get(STEPS);
    steps.addi(1);
    double count = steps.getFloat();
    double first = 1 - Math.pow(FIRST_DECAY, count);
    double second = 1 - Math.pow(SECOND_DECAY, count);
    float share = (float) Math.min(1, maxNorm / Math.max(SMALLEST_NORM, norm));
    parameters.forEach((name, weight) -> step(name, weight, share, rate, first, second));
    return true;
  }

  private void step(
      String name, NDArray weight, float share, double rate, double first, double second) {
    NDArray mean = state.get("first/" + name);
    NDArray square = state.get("second/" + name);
    try (NDManager manager = weight.getManager().newSubManager();
        NDArray gradient = weight.getGradient()) {
      NDArray constant = weight.stopGradient();
      constant.attach(manager);
      gradient.muli(share);
      NDArray direction = within(manager, gradient.mul(1 - FIRST_DECAY));
      mean.muli(FIRST_DECAY).addi(direction);
      NDArray power = within(manager, gradient.mul(gradient));
      square.muli(SECOND_DECAY).addi(power.muli(1 - SECOND_DECAY));
      NDArray root = within(manager, square.div((float) second)).sqrt();
      NDArray change = within(manager, mean.mul((float) (rate / first))).divi(root.addi(FLOOR));
      if (decay > 0 && weight.getShape().dimension() > 1) {
        constant.muli((float) (1 - rate * decay));
      }
      constant.subi(change);
      gradient.subi(gradient);
    }
  }

  private static NDArray within(NDManager manager, NDArray array) {
    array.attach(manager);
    return array;
  }

  @Override
  public Map<String, NDArray> state() {
    return state;
  }

  @Override
  public void close() {
    state.values().forEach(NDArray::close);
  }
}
