package io.affectstream.training.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Stochastic gradient descent with momentum: {@code m = mu m + g + decay w}, {@code w = w - rate
 * m}. Weight decay applies to kernels and matrices, not to biases and normalisation. Unlike DJL's
 * own, its state can be stored and restored.
 */
public final class MomentumSgd implements Optimiser {

  private final Map<String, NDArray> parameters = new LinkedHashMap<>();
  private final Map<String, NDArray> momenta = new LinkedHashMap<>();
  private final float momentum;
  private final float decay;

  /**
   * Optimises the parameters of a block that take a gradient.
   *
   * @param block initialised block
   * @param chosen names of the parameters to optimise; the others are unchanged
   * @param manager owns the state
   * @param momentum share of the last step kept
   * @param decay weight decay
   */
  public MomentumSgd(
      Block block, Predicate<String> chosen, NDManager manager, float momentum, float decay) {
    this.momentum = momentum;
    this.decay = decay;
    for (Pair<String, Parameter> parameter : block.getParameters()) {
      if (parameter.getValue().requiresGradient() && chosen.test(parameter.getKey())) {
        NDArray array = parameter.getValue().getArray();
        array.setRequiresGradient(true);
        parameters.put(parameter.getKey(), array);
        momenta.put(parameter.getKey(), manager.zeros(array.getShape()));
      }
    }
  }

  @Override
  public boolean step(double rate) {
    if (!Double.isFinite(Gradients.norm(parameters.values()))) {
      return false;
    }
    parameters.forEach((name, weight) -> step(weight, momenta.get(name), (float) rate));
    return true;
  }

  private void step(NDArray weight, NDArray state, float rate) {
    try (NDManager manager = weight.getManager().newSubManager();
        NDArray gradient = weight.getGradient()) {
      NDArray constant = weight.stopGradient();
      constant.attach(manager);
      state.muli(momentum).addi(gradient);
      if (decay > 0 && weight.getShape().dimension() > 1) {
        NDArray decayed = constant.mul(decay);
        state.addi(decayed);
      }
      NDArray change = state.mul(rate);
      change.attach(manager);
      constant.subi(change);
      gradient.subi(gradient);
    }
  }

  /** Momentum by parameter name. */
  @Override
  public Map<String, NDArray> state() {
    return momenta;
  }

  @Override
  public void close() {
    momenta.values().forEach(NDArray::close);
  }
}
