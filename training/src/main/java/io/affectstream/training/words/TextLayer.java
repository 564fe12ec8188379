package io.affectstream.training.words;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.affectstream.training.blocks.Attention;
import io.affectstream.training.blocks.PostNorm;

/**
 * Transformer encoder layer, normalised after each part (Vaswani et al. 2017; Devlin et al. 2019).
 * Input and output {@code [n, tokens, width]}; all rows have the same number of tokens, so there is
 * no mask.
 */
public final class TextLayer extends AbstractBlock {

  private static final byte VERSION = 1;
  private static final int FEATURE_AXIS = 2;
  private static final float EPSILON = 1e-12f;

  private final Attention self;
  private final LayerNorm selfNorm;
  private final Linear wide;
  private final Linear narrow;
  private final LayerNorm forwardNorm;
  private final Block dropout;

  /** A layer of the configured widths. */
  @SuppressWarnings("this-escape")
  public TextLayer(TextNetConfig config) {
    super(VERSION);
    self = addChildBlock("self", new Attention(config.width(), config.heads()));
    selfNorm = addChildBlock("self_norm", norm());
    wide = addChildBlock("wide", Linear.builder().setUnits(config.feedForward()).build());
    narrow = addChildBlock("narrow", Linear.builder().setUnits(config.width()).build());
    forwardNorm = addChildBlock("forward_norm", norm());
    dropout = addChildBlock("dropout", Dropout.builder().optRate(config.dropout()).build());
  }

  /** A normalisation of each token's vector. */
  static LayerNorm norm() {
    return LayerNorm.builder().axis(FEATURE_AXIS).optEpsilon(EPSILON).build();
  }

  /** Attention over the tokens. */
  public Attention self() {
    return self;
  }

  /** Normalisation after the attention. */
  public LayerNorm selfNorm() {
    return selfNorm;
  }

  /** First half of the feed-forward part. */
  public Linear wide() {
    return wide;
  }

  /** Second half of the feed-forward part. */
  public Linear narrow() {
    return narrow;
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
    NDArray tokens = inputs.singletonOrThrow();
    NDList own = self.forward(parameters, new NDList(tokens, tokens), training);
    NDArray first = PostNorm.of(tokens, own, selfNorm, dropout, parameters, training);
    NDList hidden = wide.forward(parameters, new NDList(first), training);
    NDList back =
        narrow.forward(
            parameters, new NDList(Activation.gelu(hidden.singletonOrThrow())), training);
    return new NDList(PostNorm.of(first, back, forwardNorm, dropout, parameters, training));
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    Shape tokens = inputs[0];
    self.initialize(manager, type, tokens, tokens);
    selfNorm.initialize(manager, type, tokens);
    wide.initialize(manager, type, tokens);
    narrow.initialize(manager, type, wide.getOutputShapes(new Shape[] {tokens}));
    forwardNorm.initialize(manager, type, tokens);
    dropout.initialize(manager, type, tokens);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {inputs[0]};
  }
}
