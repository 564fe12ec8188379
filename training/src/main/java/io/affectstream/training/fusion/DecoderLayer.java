package io.affectstream.training.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.affectstream.training.blocks.Attention;
import io.affectstream.training.blocks.PostNorm;

/**
 * Transformer decoder layer, normalised after each part (Vaswani et al. 2017): self-attention over
 * the steps, attention to the static feature (Zhang et al. 2022, eq. 1), feed-forward. Inputs
 * {@code [n, steps, d]} and {@code [n, keys, d]}, output {@code [n, steps, d]}.
 */
public final class DecoderLayer extends AbstractBlock {

  private static final byte VERSION = 1;
  private static final int FEATURE_AXIS = 2;

  private final Attention self;
  private final Attention cross;
  private final Linear wide;
  private final Linear narrow;
  private final LayerNorm selfNorm;
  private final LayerNorm crossNorm;
  private final LayerNorm forwardNorm;
  private final Block dropout;

  /** A layer of the configured widths. */
  @SuppressWarnings("this-escape")
  public DecoderLayer(FusionNetConfig config) {
    super(VERSION);
    int width = config.width();
    self = addChildBlock("self", new Attention(width, config.heads()));
    cross = addChildBlock("cross", new Attention(width, config.heads()));
    wide = addChildBlock("wide", Linear.builder().setUnits(config.feedForward()).build());
    narrow = addChildBlock("narrow", Linear.builder().setUnits(width).build());
    selfNorm = addChildBlock("self_norm", LayerNorm.builder().axis(FEATURE_AXIS).build());
    crossNorm = addChildBlock("cross_norm", LayerNorm.builder().axis(FEATURE_AXIS).build());
    forwardNorm = addChildBlock("forward_norm", LayerNorm.builder().axis(FEATURE_AXIS).build());
    dropout = addChildBlock("dropout", Dropout.builder().optRate(config.dropout()).build());
  }

  /** Attention over the steps. */
  public Attention self() {
    return self;
  }

  /** Attention to the static feature. */
  public Attention cross() {
    return cross;
  }

  /** First half of the feed-forward part. */
  public Linear wide() {
    return wide;
  }

  /** Second half of the feed-forward part. */
  public Linear narrow() {
    return narrow;
  }

  /** Normalisation after the self-attention. */
  public LayerNorm selfNorm() {
    return selfNorm;
  }

  /** Normalisation after the attention to the static feature. */
  public LayerNorm crossNorm() {
    return crossNorm;
  }

  /** Normalisation after the feed-forward part. */
  public LayerNorm forwardNorm() {
    return forwardNorm;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> arguments) {
    NDArray steps = inputs.get(0);
    NDArray memory = inputs.get(1);
    NDList own = self.forward(parameters, new NDList(steps, steps), training);
    NDArray first = PostNorm.of(steps, own, selfNorm, dropout, parameters, training);
    NDList seen = cross.forward(parameters, new NDList(first, memory), training);
    NDArray second = PostNorm.of(first, seen, crossNorm, dropout, parameters, training);
    NDArray hidden =
        wide.forward(parameters, new NDList(second), training)
            .singletonOrThrow()
            .getNDArrayInternal()
            .relu();
    NDList kept = dropout.forward(parameters, new NDList(hidden), training);
    NDList back = narrow.forward(parameters, kept, training);
    return new NDList(PostNorm.of(second, back, forwardNorm, dropout, parameters, training));
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    Shape steps = inputs[0];
    self.initialize(manager, type, steps, steps);
    cross.initialize(manager, type, steps, inputs[1]);
    wide.initialize(manager, type, steps);
    narrow.initialize(manager, type, wide.getOutputShapes(new Shape[] {steps}));
    selfNorm.initialize(manager, type, steps);
    crossNorm.initialize(manager, type, steps);
    forwardNorm.initialize(manager, type, steps);
    dropout.initialize(manager, type, steps);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {inputs[0]};
  }
}
