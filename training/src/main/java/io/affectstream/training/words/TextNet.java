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
import java.util.ArrayList;
import java.util.List;

/**
 * Sentence encoder with a head: normalisation, transformer layers, mean over the tokens, a small
 * embedding, logits. Input: summed token and position vectors {@code [n, tokens, width]}, rows of
 * equal length. Outputs: logits {@code [n, classes]}, embedding {@code [n, embedding]} in (-1, 1),
 * states of the last layer {@code [n, tokens, width]}.
 */
public final class TextNet extends AbstractBlock {

  private static final byte VERSION = 1;

  /** Outputs in order. */
  public enum Output {
    LOGITS,
    EMBEDDING,
    STATES;

    /** Place in the list. */
    @SuppressWarnings("EnumOrdinal")
    public int index() {
      return ordinal();
    }
  }

  private final TextNetConfig config;
  private final LayerNorm norm;
  private final List<TextLayer> layers = new ArrayList<>();
  private final Block dropout;
  private final Linear embedding;
  private final Linear head;

  /** A network of this shape. */
  @SuppressWarnings("this-escape")
  public TextNet(TextNetConfig config) {
    super(VERSION);
    this.config = config;
    norm = addChildBlock("norm", TextLayer.norm());
    for (int i = 0; i < config.layers(); i++) {
      layers.add(addChildBlock("layer_" + i, new TextLayer(config)));
    }
    dropout = addChildBlock("dropout", Dropout.builder().optRate(config.dropout()).build());
    embedding = addChildBlock("embedding", Linear.builder().setUnits(config.embedding()).build());
    head = addChildBlock("head", Linear.builder().setUnits(config.classes()).build());
  }

  /** A parameter's name without the places that DJL puts before the names of blocks. */
  static String plainName(String parameter) {
    return parameter.replaceAll("(^|_)\\d\\d(?=[a-z])", "$1");
  }

  /** Whether a parameter belongs to embedding or head, which no pretrained encoder has. */
  static boolean isHead(String plainName) {
    return plainName.startsWith("embedding_") || plainName.startsWith("head_");
  }

  /** Shape. */
  public TextNetConfig config() {
    return config;
  }

  /** Normalisation of the summed token and position vectors. */
  public LayerNorm norm() {
    return norm;
  }

  /** Layers, the first first. */
  public List<TextLayer> layers() {
    return List.copyOf(layers);
  }

  /** Projection of the mean over the tokens, before the hyperbolic tangent. */
  public Linear embedding() {
    return embedding;
  }

  /** Projection of the embedding to logits. */
  public Linear head() {
    return head;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> arguments) {
    NDList states = norm.forward(parameters, inputs, training);
    states = dropout.forward(parameters, states, training);
    for (TextLayer layer : layers) {
      states = layer.forward(parameters, states, training);
    }
    NDArray pooled = states.singletonOrThrow().mean(new int[] {1});
    NDList kept = dropout.forward(parameters, new NDList(pooled), training);
    NDArray small =
        Activation.tanh(embedding.forward(parameters, kept, training).singletonOrThrow());
    NDArray logits = head.forward(parameters, new NDList(small), training).singletonOrThrow();
    return new NDList(logits, small, states.singletonOrThrow());
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    Shape tokens = inputs[0];
    Shape pooled = new Shape(tokens.get(0), config.width());
    norm.initialize(manager, type, tokens);
    layers.forEach(layer -> layer.initialize(manager, type, tokens));
    dropout.initialize(manager, type, tokens);
    embedding.initialize(manager, type, pooled);
    head.initialize(manager, type, new Shape(tokens.get(0), config.embedding()));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    Shape tokens = inputs[0];
    return new Shape[] {
      new Shape(tokens.get(0), config.classes()),
      new Shape(tokens.get(0), config.embedding()),
      tokens
    };
  }
}
