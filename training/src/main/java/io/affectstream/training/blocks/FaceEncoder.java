package io.affectstream.training.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
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
 * Compact static vision encoder (Zhang et al. 2022, 3.1: any network with a pooled feature and a
 * spatial map serves): a residual network on one grey face per row with three linear heads.
 *
 * <p>Input {@code [n, 1, side, side]}, float32, pixel / 255. Each picture is standardised within
 * the network to mean 0 and variance 1, so brightness and contrast of the camera cancel. Outputs,
 * in the order of {@link Output}: pooled feature {@code [n, D]}, tokens {@code [n, T, D]}
 * (row-major positions of the last spatial map), expression logits {@code [n, 8]}, action unit
 * logits {@code [n, 12]}, expression embedding {@code [n, 16]} of length 1.
 *
 * <p>Classes without training data keep the logit {@value #UNTRAINED_LOGIT}: their row starts at
 * zero weights, and no loss reaches it.
 */
public final class FaceEncoder extends AbstractBlock {

  /** Outputs in order. */
  public enum Output {
    /** Pooled feature. */
    POOLED,
    /** Spatial tokens. */
    TOKENS,
    /** Expression logits. */
    EXPRESSION,
    /** Action unit logits. */
    ACTION_UNITS,
    /** Expression embedding. */
    EMBEDDING;

    /** Place in the list of outputs. */
    @SuppressWarnings("EnumOrdinal")
    public int index() {
      return ordinal();
    }
  }

  /** Expression classes. */
  public static final int EXPRESSIONS = 8;

  /** Action units. */
  public static final int ACTION_UNITS = 12;

  /** Dimensions of the expression embedding. */
  public static final int EMBEDDING = 16;

  /** Added to the variance of a picture before the root, so that flat pictures stay finite. */
  public static final float CONTRAST_FLOOR = 1e-4f;

  /** Added to the squared length of the embedding before the root. */
  public static final float LENGTH_FLOOR = 1e-12f;

  /** Logit of a class without training data. */
  public static final float UNTRAINED_LOGIT = -16;

  /** Part of the names of the action unit head's parameters. */
  public static final String ACTION_UNIT_HEAD = "action_units";

  private static final byte VERSION = 1;

  private final FaceEncoderConfig config;
  private final ConvUnit stem;
  private final List<ResidualUnit> units = new ArrayList<>();
  private final Block dropout;
  private final Linear expression;
  private final Linear actionUnits;
  private final Linear embedding;

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
            addChildBlock("stage%d_%d".formatted(stage, unit), new ResidualUnit(in, out, stride)));
        in = out;
      }
    }
    dropout = addChildBlock("dropout", Dropout.builder().optRate(config.dropout()).build());
    expression = addChildBlock("expression", linear(EXPRESSIONS));
    actionUnits = addChildBlock(ACTION_UNIT_HEAD, linear(ACTION_UNITS));
    embedding = addChildBlock("embedding", linear(EMBEDDING));
  }

  private static Linear linear(int outputs) {
    return Linear.builder().setUnits(outputs).build();
  }

  /** Shape of this encoder. */
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

  /** A linear head of the encoder. */
  public Linear head(Output output) {
    return switch (output) {
      case EXPRESSION -> expression;
      case ACTION_UNITS -> actionUnits;
      case EMBEDDING -> embedding;
      case POOLED, TOKENS ->
          throw new IllegalArgumentException(output + " is a feature, not a head");
    };
  }

  /** Sets the expression classes without training data to {@link #UNTRAINED_LOGIT}. */
  public void silence(int... classes) {
    NDArray weight = expression.getParameters().get("weight").getArray();
    NDArray bias = expression.getParameters().get("bias").getArray();
    for (int label : classes) {
      weight.set(new NDIndex(label), 0f);
      bias.set(new NDIndex(label), UNTRAINED_LOGIT);
    }
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> arguments) {
    NDList hidden = new NDList(standardised(inputs.singletonOrThrow()));
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
    NDArray map = hidden.singletonOrThrow();
    Shape shape = map.getShape();
    NDArray tokens = map.reshape(shape.get(0), shape.get(1), -1).transpose(0, 2, 1);
    NDArray pooled = tokens.mean(new int[] {1});
    NDList kept = dropout.forward(parameters, new NDList(pooled), training);
    return new NDList(
        pooled,
        tokens,
        expression.forward(parameters, kept, training).singletonOrThrow(),
        actionUnits.forward(parameters, kept, training).singletonOrThrow(),
        unitLength(embedding.forward(parameters, new NDList(pooled), training).singletonOrThrow()));
  }

  private static NDArray standardised(NDArray pictures) {
    NDArray rows = pictures.reshape(pictures.getShape().get(0), -1);
    NDArray centred = rows.sub(rows.mean(new int[] {1}, true));
    NDArray variance = centred.mul(centred).mean(new int[] {1}, true);
    return centred.div(variance.add(CONTRAST_FLOOR).sqrt()).reshape(pictures.getShape());
  }

  private static NDArray unitLength(NDArray vectors) {
    NDArray squares = vectors.mul(vectors).sum(new int[] {1}, true);
    return vectors.div(squares.add(LENGTH_FLOOR).sqrt());
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
    expression.initialize(manager, type, pooled);
    actionUnits.initialize(manager, type, pooled);
    embedding.initialize(manager, type, pooled);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    long rows = inputs[0].get(0);
    return new Shape[] {
      new Shape(rows, config.dimensions()),
      new Shape(rows, config.tokens(), config.dimensions()),
      new Shape(rows, EXPRESSIONS),
      new Shape(rows, ACTION_UNITS),
      new Shape(rows, EMBEDDING)
    };
  }
}
