package io.affectstream.training.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;

/**
 * One modality: recurrent encoder, positions, decoder layers, mean over the window. Inputs: window
 * {@code [n, steps, in]}, its mask {@code [n, steps]}, static memory {@code [n, keys, d]}; output
 * {@code [n, d]}. A step without the modality is zeros, which the mask, as a further column, tells
 * apart from a feature that is zero. A window without any step of the modality gives a learned
 * vector instead.
 */
public final class SequenceBranch extends AbstractBlock {

  private static final byte VERSION = 1;
  private static final float ABSENT_SCALE = 0.02f;

  private final FusionNetConfig config;
  private final BidirectionalGru recurrent;
  private final List<DecoderLayer> decoder = new ArrayList<>();
  private final Block dropout;
  private final Parameter absent;
  private final float[] positions;

  /** A branch for a modality of {@code size} numbers per step. */
  @SuppressWarnings("this-escape")
  public SequenceBranch(FusionNetConfig config, int size) {
    super(VERSION);
    this.config = config;
    recurrent =
        addChildBlock(
            "recurrent", new BidirectionalGru(size + 1, config.hidden(), config.recurrentLayers()));
    for (int layer = 0; layer < config.decoderLayers(); layer++) {
      decoder.add(addChildBlock("decoder" + layer, new DecoderLayer(config)));
    }
    dropout = addChildBlock("dropout", Dropout.builder().optRate(config.dropout()).build());
    absent =
        addParameter(
            Parameter.builder()
                .setName("absent")
                .setType(Parameter.Type.OTHER)
                .optShape(new Shape(config.width()))
                .optInitializer(new NormalInitializer(ABSENT_SCALE))
                .build());
    positions = PositionalEncoding.of(config.window(), config.width());
  }

  /** The recurrent encoder. */
  public BidirectionalGru recurrent() {
    return recurrent;
  }

  /** Decoder layers in order; none without the fusion module. */
  public List<DecoderLayer> decoder() {
    return List.copyOf(decoder);
  }

  /** The vector of an absent modality, {@code [d]}. */
  public float[] absent() {
    return absent.getArray().toFloatArray();
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> arguments) {
    NDArray mask = inputs.get(1);
    NDArray memory = inputs.get(2);
    NDArray column = mask.expandDims(2);
    NDArray sequence = inputs.get(0).mul(column).concat(column, 2);
    NDArray steps =
        recurrent.forward(parameters, new NDList(sequence), training).singletonOrThrow();
    if (!decoder.isEmpty()) {
      Shape shape = new Shape(1, config.window(), config.width());
      steps = steps.add(steps.getManager().create(positions, shape));
      steps = dropout.forward(parameters, new NDList(steps), training).singletonOrThrow();
    }
    for (DecoderLayer layer : decoder) {
      steps = layer.forward(parameters, new NDList(steps, memory), training).singletonOrThrow();
    }
    NDArray present = mask.max(new int[] {1}, true);
    NDArray instead = parameters.getValue(absent, mask.getDevice(), training).expandDims(0);
    return new NDList(
        steps.mean(new int[] {1}).mul(present).add(instead.mul(present.mul(-1).add(1))));
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    long rows = inputs[0].get(0);
    recurrent.initialize(manager, type, new Shape(rows, config.window(), inputs[0].get(2) + 1));
    Shape steps = new Shape(rows, config.window(), config.width());
    decoder.forEach(layer -> layer.initialize(manager, type, steps, inputs[2]));
    dropout.initialize(manager, type, steps);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(inputs[0].get(0), config.width())};
  }
}
