package io.affectstream.training.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * Attentive statistics pooling (Okabe et al. 2018): the encoded steps determine the weight of each
 * step; the result is the weighted mean of the features and, optionally, their deviation and mean
 * change from step to step. Inputs: encoded steps {@code [n, L, d]}, features {@code [n, L, size]},
 * mask {@code [n, L]}; output {@code [n, d]}. Not in Zhang et al. 2022: without it the recurrence
 * has to learn global properties of a short utterance (level, range and movement of pitch and
 * spectrum).
 */
public final class AttentiveStatistics extends AbstractBlock {

  /** Added to the variance before the root. */
  public static final float VARIANCE_FLOOR = 1e-4f;

  /** Added to the logit of a step without the modality. */
  public static final float EXCLUDED = -1e4f;

  private static final byte VERSION = 1;
  private static final int MOMENTS = 3;

  private final boolean moving;
  private final Linear attention;
  private final Linear output;

  /**
   * @param width numbers d of the result
   * @param moving whether to use deviation and change besides the mean
   */
  @SuppressWarnings("this-escape")
  public AttentiveStatistics(int width, boolean moving) {
    super(VERSION);
    this.moving = moving;
    attention = addChildBlock("attention", Linear.builder().setUnits(1).build());
    output = addChildBlock("output", Linear.builder().setUnits(width).build());
  }

  /** Whether deviation and change are used besides the mean. */
  public boolean moving() {
    return moving;
  }

  /** From an encoded step to its logit. */
  public Linear attention() {
    return attention;
  }

  /** From the statistics to the result. */
  public Linear output() {
    return output;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> arguments) {
    NDArray features = inputs.get(1);
    NDArray logits =
        attention.forward(parameters, new NDList(inputs.get(0)), training).singletonOrThrow();
    NDArray excluded = inputs.get(2).sub(1).mul(-EXCLUDED).expandDims(2);
    NDArray weights = logits.add(excluded).softmax(1).transpose(0, 2, 1);
    NDArray mean = weights.matMul(features).squeeze(1);
    NDArray statistics = mean;
    if (moving) {
      NDArray power = weights.matMul(features.mul(features)).squeeze(1);
      NDArray variance = power.sub(mean.mul(mean)).getNDArrayInternal().relu();
      NDArray deviation = variance.add(VARIANCE_FLOOR).sqrt();
      NDArray later = features.get(new NDIndex(":, 1:, :"));
      NDArray change = later.sub(features.get(new NDIndex(":, :-1, :"))).abs();
      NDArray moved = weights.get(new NDIndex(":, :, 1:")).matMul(change).squeeze(1);
      statistics = mean.concat(deviation, 1).concat(moved, 1);
    }
    return output.forward(parameters, new NDList(statistics), training);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    attention.initialize(manager, type, inputs[0]);
    long size = inputs[1].get(2) * (moving ? MOMENTS : 1);
    output.initialize(manager, type, new Shape(inputs[0].get(0), size));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(inputs[0].get(0), inputs[0].get(2))};
  }
}
