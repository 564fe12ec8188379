package io.affectstream.training.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.util.PairList;
import io.affectstream.training.fusion.FusionNetConfig.Sequence;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Transformer-based multimodal fusion (Zhang et al. 2022, 3.2). Inputs, per centre: for each
 * modality of the configuration its window {@code [n, 2M+1, size]} and mask {@code [n, 2M+1]}, then
 * the static feature {@code [n, T, D]} and its mask {@code [n]}. Outputs: expression logits {@code
 * [n, 8]} and action unit logits {@code [n, 12]}.
 *
 * <p>The paper attends to one pooled vector, over which the softmax of eq. 1 is always 1; with T
 * tokens of the spatial map the attention is effective. Both are the same network with another T.
 */
public final class FusionNet extends AbstractBlock {

  /** Expression classes. */
  public static final int EXPRESSIONS = 8;

  /** Action units. */
  public static final int ACTION_UNITS = 12;

  private static final byte VERSION = 1;
  private static final float ABSENT_SCALE = 0.02f;

  private final FusionNetConfig config;
  private final Linear projection;
  private final Parameter absent;
  private final Map<Sequence, SequenceBranch> branches = new EnumMap<>(Sequence.class);
  private final Block dropout;
  private final Linear classifier;
  private final Linear expression;
  private final Linear actionUnits;

  /** A network of the given shape. */
  @SuppressWarnings("this-escape")
  public FusionNet(FusionNetConfig config) {
    super(VERSION);
    this.config = config;
    projection = addChildBlock("projection", linear(config.width()));
    for (Sequence sequence : Sequence.values()) {
      if (config.size(sequence) > 0) {
        SequenceBranch branch =
            new SequenceBranch(
                config,
                config.size(sequence),
                sequence != Sequence.WORDS,
                sequence == Sequence.AUDIO && config.voiceStatistics());
        branches.put(
            sequence, addChildBlock(sequence.name().toLowerCase(java.util.Locale.ROOT), branch));
      }
    }
    dropout = addChildBlock("dropout", Dropout.builder().optRate(config.dropout()).build());
    classifier = addChildBlock("classifier", linear(config.classifier()));
    expression = addChildBlock("expression", linear(EXPRESSIONS));
    actionUnits = addChildBlock("action_units", linear(ACTION_UNITS));
    absent =
        addParameter(
            Parameter.builder()
                .setName("absent")
                .setType(Parameter.Type.OTHER)
                .optShape(new Shape(config.width()))
                .optInitializer(new NormalInitializer(ABSENT_SCALE))
                .build());
  }

  private static Linear linear(int units) {
    return Linear.builder().setUnits(units).build();
  }

  /** Shape of this network. */
  public FusionNetConfig config() {
    return config;
  }

  /** Projection of the static feature to the model's width. */
  public Linear projection() {
    return projection;
  }

  /** Token of an absent static feature, {@code [d]}. */
  public float[] absent() {
    return absent.getArray().toFloatArray();
  }

  /** Branch of a modality; empty if the configuration lacks it. */
  public Optional<SequenceBranch> branch(Sequence sequence) {
    return Optional.ofNullable(branches.get(sequence));
  }

  /** Hidden layer before the heads. */
  public Linear classifier() {
    return classifier;
  }

  /** Expression head. */
  public Linear expression() {
    return expression;
  }

  /** Action unit head. */
  public Linear actionUnits() {
    return actionUnits;
  }

  /** Initialises every parameter for the configured sizes. */
  public void initialize(NDManager manager) {
    initialize(manager, DataType.FLOAT32, shapes());
  }

  /** Runs a batch of segments. */
  public NDList forward(
      ParameterStore parameters, FusionInput input, NDManager manager, boolean training) {
    return forward(parameters, input.arrays(config, manager), training);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> arguments) {
    NDArray memory = memory(parameters, inputs, training);
    NDArray joined = memory.mean(new int[] {1});
    int at = 0;
    for (SequenceBranch branch : branches.values()) {
      NDList sequence = new NDList(inputs.get(at), inputs.get(at + 1), memory);
      joined = branch.forward(parameters, sequence, training).singletonOrThrow().concat(joined, 1);
      at += 2;
    }
    NDArray hidden =
        classifier
            .forward(parameters, new NDList(joined), training)
            .singletonOrThrow()
            .getNDArrayInternal()
            .relu();
    NDList kept = dropout.forward(parameters, new NDList(hidden), training);
    return new NDList(
        expression.forward(parameters, kept, training).singletonOrThrow(),
        actionUnits.forward(parameters, kept, training).singletonOrThrow());
  }

  /** Projected tokens, or the learned token instead, {@code [n, T, d]}. */
  private NDArray memory(ParameterStore parameters, NDList inputs, boolean training) {
    NDArray tokens = inputs.get(inputs.size() - 2);
    NDArray mask = inputs.get(inputs.size() - 1).reshape(tokens.getShape().get(0), 1, 1);
    NDArray projected =
        projection.forward(parameters, new NDList(tokens), training).singletonOrThrow();
    NDArray learned = parameters.getValue(absent, mask.getDevice(), training);
    // An array computed only from the parameter would belong to its manager and outlive the step.
    NDArray instead = mask.mul(-1).add(1).mul(learned);
    return projected.mul(mask).add(instead);
  }

  private Shape[] shapes() {
    Shape[] shapes = new Shape[2 * branches.size() + 2];
    int at = 0;
    for (Sequence sequence : branches.keySet()) {
      shapes[at++] = new Shape(1, config.window(), config.size(sequence));
      shapes[at++] = new Shape(1, config.window());
    }
    shapes[at++] = new Shape(1, config.tokens(), config.staticSize());
    shapes[at] = new Shape(1);
    return shapes;
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    Shape memory = new Shape(1, config.tokens(), config.width());
    projection.initialize(manager, type, inputs[inputs.length - 2]);
    int at = 0;
    for (SequenceBranch branch : branches.values()) {
      branch.initialize(manager, type, inputs[at], inputs[at + 1], memory);
      at += 2;
    }
    Shape joined = new Shape(1, (long) config.width() * (branches.size() + 1));
    classifier.initialize(manager, type, joined);
    Shape hidden = new Shape(1, config.classifier());
    dropout.initialize(manager, type, hidden);
    expression.initialize(manager, type, hidden);
    actionUnits.initialize(manager, type, hidden);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    long rows = inputs[inputs.length - 1].get(0);
    return new Shape[] {new Shape(rows, EXPRESSIONS), new Shape(rows, ACTION_UNITS)};
  }
}
