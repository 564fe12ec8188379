package io.affectstream.training.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;

/**
 * Static vision encoder (Zhang et al. 2022, 3.1): a network on one face per row. Input {@code [n,
 * channels, side, side]}, float32, pixel / 255. Outputs, in the order of {@link Output}: pooled
 * feature h_s {@code [n, D]}, tokens {@code [n, T, D']} (row-major positions of the last spatial
 * map), expression logits {@code [n, 8]}, action unit logits {@code [n, 12]}, expression embedding
 * {@code [n, 16]} of length 1.
 *
 * <p>Classes without training data keep the logit {@value #UNTRAINED_LOGIT}: their row starts at
 * zero weights, and no loss reaches it.
 */
public sealed interface Encoder extends Block permits FaceEncoder, InceptionResnetV1 {

  /** Outputs in order. */
  enum Output {
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

    /** Index in the list of outputs. */
    @SuppressWarnings("EnumOrdinal")
    public int index() {
      return ordinal();
    }
  }

  /** Expression classes. */
  int EXPRESSIONS = 8;

  /** Action units. */
  int ACTION_UNITS = 12;

  /** Dimensions of the expression embedding. */
  int EMBEDDING = 16;

  /** Added to the variance of an image before the root, so that flat images stay finite. */
  float CONTRAST_FLOOR = 1e-4f;

  /** Added to the squared length of the embedding before the root. */
  float LENGTH_FLOOR = 1e-12f;

  /** Logit of a class without training data. */
  float UNTRAINED_LOGIT = -16;

  /** Part of the names of the action unit head's parameters. */
  String ACTION_UNIT_HEAD = "action_units";

  /** Shape of this encoder. */
  EncoderConfig config();

  /**
   * A linear head.
   *
   * @throws IllegalArgumentException if the output is a feature
   */
  Linear head(Output output);

  /** Sets the expression classes without training data to {@link #UNTRAINED_LOGIT}. */
  void silence(int... classes);

  /**
   * Grey faces as input of this encoder, repeated over its channels.
   *
   * @param manager owns the result
   * @param faces {@code [rows, side, side]} in [0, 1]
   * @param rows number of faces
   * @param side their rows and columns, which may differ from the configuration's during training
   */
  default NDArray input(NDManager manager, float[] faces, int rows, int side) {
    NDArray grey = manager.create(faces, new Shape(rows, 1, side, side));
    int channels = config().channels();
    return channels == 1 ? grey : grey.repeat(1, channels);
  }
}
