package io.affectstream.training.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.util.PairList;
import io.affectstream.features.audio.AudioFrontEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One modality: encoder over the steps, positions, decoder layers, mean over the window. Inputs:
 * window {@code [n, steps, in]}, its mask {@code [n, steps]}, static memory {@code [n, keys, d]};
 * output {@code [n, d]}. Features are first brought to the scale of the training data ({@code (x -
 * mean) * scale}, fixed parameters). A step without the modality is zeros, which the mask, as an
 * additional column, distinguishes from a zero feature. A window without any step of the modality
 * yields a learned vector instead.
 */
public final class SequenceBranch extends AbstractBlock {

  private static final byte VERSION = 2;
  private static final float ABSENT_SCALE = 0.02f;

  private final FusionNetConfig config;
  private final Optional<BidirectionalGru> recurrent;
  private final Optional<TemporalConvolution> convolution;
  private final List<DecoderLayer> decoder = new ArrayList<>();
  private final Block dropout;
  private final Optional<AttentiveStatistics> statistics;
  private final Optional<VoiceStatistics> voice;
  private final InputScaling scaling;
  private final Parameter absent;
  private final float[] positions;

  /**
   * A branch.
   *
   * @param config shape of the network
   * @param size numbers per step of the modality
   * @param moving whether the statistics, if any, include more than the mean
   * @param voice whether it is a voice processed by its statistics only
   */
  @SuppressWarnings("this-escape")
  public SequenceBranch(FusionNetConfig config, int size, boolean moving, boolean voice) {
    super(VERSION);
    this.config = config;
    this.voice =
        voice
            ? Optional.of(
                addChildBlock("voice", new VoiceStatistics(config.width(), config.window())))
            : Optional.empty();
    if (voice) {
      recurrent = Optional.empty();
      convolution = Optional.empty();
    } else if (config.dilations().isEmpty()) {
      recurrent =
          Optional.of(
              addChildBlock(
                  "recurrent",
                  new BidirectionalGru(size + 1, config.hidden(), config.recurrentLayers())));
      convolution = Optional.empty();
    } else {
      recurrent = Optional.empty();
      convolution =
          Optional.of(
              addChildBlock(
                  "convolution",
                  new TemporalConvolution(config.width(), config.dilations(), config.dropout())));
    }
    for (int layer = 0; layer < config.decoderLayers() && !voice; layer++) {
      decoder.add(addChildBlock("decoder" + layer, new DecoderLayer(config)));
    }
    dropout = addChildBlock("dropout", Dropout.builder().optRate(config.dropout()).build());
    statistics =
        config.statistics() && !voice
            ? Optional.of(
                addChildBlock("statistics", new AttentiveStatistics(config.width(), moving)))
            : Optional.empty();
    scaling = new InputScaling(size);
    scaling.parameters().forEach(this::addParameter);
    absent =
        addParameter(
            Parameter.builder()
                .setName("absent")
                .setType(Parameter.Type.OTHER)
                .optShape(new Shape(config.width()))
                .optInitializer(new NormalInitializer(ABSENT_SCALE))
                .build());
    positions = PositionalEncoding.of(config.positions(), config.width());
  }

  /** The statistics of a voice without another encoder. */
  public Optional<VoiceStatistics> voice() {
    return voice;
  }

  /** The recurrent encoder; empty if convolutions or statistics are used. */
  public Optional<BidirectionalGru> recurrent() {
    return recurrent;
  }

  /** The convolutions; empty if the recurrent encoder or statistics are used. */
  public Optional<TemporalConvolution> convolution() {
    return convolution;
  }

  /** Decoder layers in order; none without the fusion module. */
  public List<DecoderLayer> decoder() {
    return List.copyOf(decoder);
  }

  /** The statistics; empty if the network lacks them. */
  public Optional<AttentiveStatistics> statistics() {
    return statistics;
  }

  /** Scale of the features. */
  public InputScaling scaling() {
    return scaling;
  }

  /** The vector of an absent modality, {@code [d]}. */
  public float[] absent() {
    return absent.getArray().toFloatArray();
  }

  /**
   * Sets mean and scale of the statistics of a voice to those of some windows, after those of the
   * features.
   */
  void standardiseVoice(ParameterStore parameters, NDArray values, NDArray mask) {
    NDArray features = scaling.standardised(parameters, values).mul(mask.expandDims(2));
    NDArray pitch = values.get(new NDIndex(":, :, {}", AudioFrontEnd.PITCH));
    VoiceStatistics block = voice.orElseThrow();
    float[] all = block.statistics(new NDList(features, pitch, mask)).toFloatArray();
    Moments moments = new Moments(VoiceStatistics.statistics());
    moments.add(all, mask.max(new int[] {1}).toFloatArray());
    block.standardise(moments.mean(), moments.scale());
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> arguments) {
    NDArray mask = inputs.get(1);
    NDArray column = mask.expandDims(2);
    NDArray features = scaling.standardised(parameters, inputs.get(0)).mul(column);
    NDArray summary =
        voice.isPresent()
            ? voice(parameters, inputs.get(0), features, mask, training)
            : encoded(parameters, inputs.get(2), features, mask, training);
    NDArray present = mask.max(new int[] {1}, true);
    NDArray learned = parameters.getValue(absent, mask.getDevice(), training);
    // An array computed only from the parameter would belong to its manager and outlive the step.
    NDArray instead = present.mul(-1).add(1).mul(learned);
    return new NDList(summary.mul(present).add(instead));
  }

  private NDArray voice(
      ParameterStore parameters, NDArray values, NDArray features, NDArray mask, boolean training) {
    NDArray pitch = values.get(new NDIndex(":, :, {}", AudioFrontEnd.PITCH));
    return voice
        .orElseThrow()
        .forward(parameters, new NDList(features, pitch, mask), training)
        .singletonOrThrow();
  }

  private NDArray encoded(
      ParameterStore parameters, NDArray memory, NDArray features, NDArray mask, boolean training) {
    NDArray column = mask.expandDims(2);
    NDList sequence = new NDList(features.concat(column, 2));
    Block encoder = recurrent.<Block>map(block -> block).orElseGet(convolution::orElseThrow);
    NDArray encoded = encoder.forward(parameters, sequence, training).singletonOrThrow();
    NDArray steps =
        config.stride() == 1 ? encoded : encoded.get(new NDIndex(":, 0::{}, :", config.stride()));
    if (!decoder.isEmpty()) {
      Shape shape = new Shape(1, config.positions(), config.width());
      steps = steps.add(steps.getManager().create(positions, shape));
      steps = dropout.forward(parameters, new NDList(steps), training).singletonOrThrow();
    }
    for (DecoderLayer layer : decoder) {
      steps = layer.forward(parameters, new NDList(steps, memory), training).singletonOrThrow();
    }
    NDArray summary = steps.mean(new int[] {1});
    if (statistics.isPresent()) {
      summary = summary.add(pooled(parameters, encoded, features, mask, training));
    }
    return summary;
  }

  private NDArray pooled(
      ParameterStore parameters,
      NDArray encoded,
      NDArray features,
      NDArray mask,
      boolean training) {
    long from = config.radius();
    long to = config.window() - from;
    NDList inputs =
        new NDList(
            encoded,
            features.get(new NDIndex(":, {}:{}, :", from, to)),
            mask.get(new NDIndex(":, {}:{}", from, to)));
    return statistics.orElseThrow().forward(parameters, inputs, training).singletonOrThrow();
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    long rows = inputs[0].get(0);
    voice.ifPresent(
        block ->
            block.initialize(
                manager, type, inputs[0], new Shape(rows, config.window()), inputs[1]));
    Shape sequence = new Shape(rows, config.window(), inputs[0].get(2) + 1);
    recurrent.ifPresent(block -> block.initialize(manager, type, sequence));
    convolution.ifPresent(block -> block.initialize(manager, type, sequence));
    Shape steps = new Shape(rows, config.positions(), config.width());
    decoder.forEach(layer -> layer.initialize(manager, type, steps, inputs[2]));
    dropout.initialize(manager, type, steps);
    long encoded = (long) config.window() - 2L * config.radius();
    statistics.ifPresent(
        block ->
            block.initialize(
                manager,
                type,
                new Shape(rows, encoded, config.width()),
                new Shape(rows, encoded, inputs[0].get(2)),
                new Shape(rows, encoded)));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(inputs[0].get(0), config.width())};
  }
}
