package io.affectstream.training.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;

/**
 * Compact encoder: a residual network on grey faces. Each image is standardised within the network
 * to mean 0 and variance 1, so brightness and contrast of the camera cancel. Tokens have the length
 * of the pooled feature, which is their mean.
 */
public final class FaceEncoder extends AbstractBlock implements Encoder {

  private static final byte VERSION = 1;

  private final FaceEncoderConfig config;
  private final ConvUnit stem;
  private final List<ResidualUnit> units = new ArrayList<>();
  private final Block dropout;
  private final EncoderHeads heads;

  /** An encoder of the given shape. */
  @SuppressWarnings("this-escape")
  public FaceEncoder(FaceEncoderConfig config) {
    super(VERSION);
    this.config = config;
    stem = addChildBlock("stem", new ConvUnit(config.stem(), 3, 1, true));
    int in = config.stem();
    for (int stage = 0; stage < config.widths().size(); stage++) {
      int out = config.widths().get(stage);
      for (int unit = 0; unit < config.units().get(stage); unit++) {
        int stride = stage > 0 && unit == 0 ? 2 : 1;
        units.add(
            addChildBlock(
                "stage%d_%d".formatted(stage, unit),
                new ResidualUnit(in, out, stride, stage >= config.gatedFrom())));
        in = out;
      }
    }
    dropout = addChildBlock("dropout", Dropout.builder().optRate(config.dropout()).build());
    heads = new EncoderHeads(this::addChildBlock);
  }

  @Override
  public FaceEncoderConfig config() {
    return config;
  }

  /** The first convolution; a 2x2 maximum follows. */
  public ConvUnit stem() {
    return stem;
  }

  /** The residual units in order. */
  public List<ResidualUnit> units() {
    return List.copyOf(units);
  }

  @Override
  public Linear head(Output output) {
    return heads.of(output);
  }

  @Override
  public void silence(int... classes) {
    heads.silence(classes);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> arguments) {
    NDList hidden = new NDList(EncoderHeads.standardised(inputs.singletonOrThrow()));
    hidden = stem.forward(parameters, hidden, training);
    hidden =
        new NDList(
            Pool.maxPool2d(
                hidden.singletonOrThrow(),
                new Shape(2, 2),
                new Shape(2, 2),
                new Shape(0, 0),
                false));
    for (ResidualUnit unit : units) {
      hidden = unit.forward(parameters, hidden, training);
    }
    NDArray tokens = EncoderHeads.tokens(hidden.singletonOrThrow());
    NDArray pooled = tokens.mean(new int[] {1});
    NDList kept = dropout.forward(parameters, new NDList(pooled), training);
    return heads.outputs(parameters, pooled, tokens, kept, training);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    stem.initialize(manager, type, inputs);
    Shape[] shapes = {
      new Shape(inputs[0].get(0), config.stem(), config.side() / 2, config.side() / 2)
    };
    for (ResidualUnit unit : units) {
      unit.initialize(manager, type, shapes);
      shapes = unit.getOutputShapes(shapes);
    }
    Shape pooled = new Shape(inputs[0].get(0), config.dimensions());
    dropout.initialize(manager, type, pooled);
    heads.initialize(manager, type, pooled);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return EncoderHeads.outputShapes(config, inputs[0].get(0));
  }
}
