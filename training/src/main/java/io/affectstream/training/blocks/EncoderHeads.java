package io.affectstream.training.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import io.affectstream.training.blocks.Encoder.Output;

/**
 * Common start and end of every {@link Encoder}: standardises the images, reads tokens from the
 * last map, and applies the three linear heads. The heads are children of the encoder itself, so
 * that the names of its parameters do not depend on this class.
 */
final class EncoderHeads {

  /** Adds a block to the encoder. */
  interface Children {
    <B extends Block> B add(String name, B block);
  }

  private final Linear expression;
  private final Linear actionUnits;
  private final Linear embedding;

  EncoderHeads(Children children) {
    expression = children.add("expression", linear(Encoder.EXPRESSIONS));
    actionUnits = children.add(Encoder.ACTION_UNIT_HEAD, linear(Encoder.ACTION_UNITS));
    embedding = children.add("embedding", linear(Encoder.EMBEDDING));
  }

  private static Linear linear(int outputs) {
    return Linear.builder().setUnits(outputs).build();
  }

  Linear of(Output output) {
    return switch (output) {
      case EXPRESSION -> expression;
      case ACTION_UNITS -> actionUnits;
      case EMBEDDING -> embedding;
      case POOLED, TOKENS ->
          throw new IllegalArgumentException(output + " is a feature, not a head");
    };
  }

  void silence(int... classes) {
    NDArray weight = expression.getParameters().get("weight").getArray();
    NDArray bias = expression.getParameters().get("bias").getArray();
    for (int label : classes) {
      weight.set(new NDIndex(label), 0f);
      bias.set(new NDIndex(label), Encoder.UNTRAINED_LOGIT);
    }
  }

  /** Each image with mean 0 and variance 1, so that brightness and contrast cancel. */
  static NDArray standardised(NDArray images) {
    NDArray rows = images.reshape(images.getShape().get(0), -1);
    NDArray centred = rows.sub(rows.mean(new int[] {1}, true));
    NDArray variance = centred.mul(centred).mean(new int[] {1}, true);
    return centred.div(variance.add(Encoder.CONTRAST_FLOOR).sqrt()).reshape(images.getShape());
  }

  /** A map {@code [n, c, h, w]} as tokens {@code [n, h w, c]}. */
  static NDArray tokens(NDArray map) {
    Shape shape = map.getShape();
    return map.reshape(shape.get(0), shape.get(1), -1).transpose(0, 2, 1);
  }

  /**
   * The outputs of the encoder.
   *
   * @param pooled feature {@code [n, D]}
   * @param tokens {@code [n, T, D']}
   * @param kept the pooled feature for the classifying heads, after dropout
   */
  NDList outputs(
      ParameterStore parameters, NDArray pooled, NDArray tokens, NDList kept, boolean training) {
    return new NDList(
        pooled,
        tokens,
        expression.forward(parameters, kept, training).singletonOrThrow(),
        actionUnits.forward(parameters, kept, training).singletonOrThrow(),
        unitLength(embedding.forward(parameters, new NDList(pooled), training).singletonOrThrow()));
  }

  private static NDArray unitLength(NDArray vectors) {
    NDArray squares = vectors.mul(vectors).sum(new int[] {1}, true);
    return vectors.div(squares.add(Encoder.LENGTH_FLOOR).sqrt());
  }

  void initialize(NDManager manager, DataType type, Shape pooled) {
    expression.initialize(manager, type, pooled);
    actionUnits.initialize(manager, type, pooled);
    embedding.initialize(manager, type, pooled);
  }

  static Shape[] outputShapes(EncoderConfig config, long rows) {
    return new Shape[] {
      new Shape(rows, config.dimensions()),
      new Shape(rows, config.tokens(), config.tokenDimensions()),
      new Shape(rows, Encoder.EXPRESSIONS),
      new Shape(rows, Encoder.ACTION_UNITS),
      new Shape(rows, Encoder.EMBEDDING)
    };
  }
}
