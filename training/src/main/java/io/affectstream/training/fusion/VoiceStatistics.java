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
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import io.affectstream.features.audio.AudioFrontEnd;

/**
 * A voice by statistics alone: mean, deviation and mean change of the lower cepstrum, pitch and
 * energy, over the loud steps of the window, over its loud voiced steps, and over those near its
 * centre. Which steps count is fixed, not learned, and the upper cepstrum, which tells speakers
 * apart rather than emotions, is left out: a corpus of few speakers leaves little to overfit. After
 * the functionals of acoustic parameter sets (Eyben et al. 2016); not in Zhang et al. 2022, which
 * trains a recurrent encoder on hundreds of speakers.
 *
 * <p>Inputs: features {@code [n, W, 42]} standardised and zero where masked, pitch in Hz {@code [n,
 * W]}, mask {@code [n, W]}; output {@code [n, d]}.
 */
public final class VoiceStatistics extends AbstractBlock {

  /** Cepstral coefficients read, from the first. */
  public static final int CEPSTRUM = 13;

  /** Numbers read per step: cepstrum, pitch, energy. */
  public static final int COLUMNS = CEPSTRUM + 2;

  /** What a deviation of the logarithm of the energy adds to a step's logit. */
  public static final float LOUDNESS = 1.5f;

  /** Pitch in Hz up to which a step is unvoiced. */
  public static final float UNVOICED = 60;

  /** Hz over which it becomes voiced. */
  public static final float VOICING = 10;

  /** Added to the logit of an unvoiced step where the voiced ones are meant. */
  public static final float UNWANTED = -1e3f;

  /** Added to the logit of a step without voice. */
  public static final float EXCLUDED = -1e4f;

  /** Deviation in steps of the weights near the centre. */
  public static final float NEAR = 20;

  private static final byte VERSION = 1;
  private static final int GROUPS = 3;
  private static final int MOMENTS = 3;
  private static final float INPUT_DROPOUT = 0.2f;
  private static final float HIDDEN_DROPOUT = 0.5f;
  private static final int HIDDEN = 64;

  private final int width;
  private final int window;
  private final Block inputDropout;
  private final Parameter mean;
  private final Parameter scale;
  private final Linear hidden;
  private final Block hiddenDropout;
  private final Linear output;

  /**
   * @param width numbers d of the result
   * @param window steps W
   */
  @SuppressWarnings("this-escape")
  public VoiceStatistics(int width, int window) {
    super(VERSION);
    this.width = width;
    this.window = window;
    mean = addParameter(fixed("mean", Initializer.ZEROS));
    scale = addParameter(fixed("scale", Initializer.ONES));
    inputDropout = addChildBlock("input_dropout", Dropout.builder().optRate(INPUT_DROPOUT).build());
    hidden = addChildBlock("hidden", Linear.builder().setUnits(HIDDEN).build());
    hiddenDropout =
        addChildBlock("hidden_dropout", Dropout.builder().optRate(HIDDEN_DROPOUT).build());
    output = addChildBlock("output", Linear.builder().setUnits(width).build());
  }

  private static Parameter fixed(String name, Initializer initializer) {
    return Parameter.builder()
        .setName(name)
        .setType(Parameter.Type.OTHER)
        .optShape(new Shape(statistics()))
        .optInitializer(initializer)
        .optRequiresGrad(false)
        .build();
  }

  /** What is subtracted from the statistics. */
  public float[] mean() {
    return mean.getArray().toFloatArray();
  }

  /** What they are then multiplied with. */
  public float[] scale() {
    return scale.getArray().toFloatArray();
  }

  /** Sets mean and scale of the statistics of the initialised block. */
  public void standardise(float[] newMean, float[] newScale) {
    mean.getArray().set(newMean);
    scale.getArray().set(newScale);
  }

  /** Numbers taken of a window before the hidden layer. */
  public static int statistics() {
    return GROUPS * MOMENTS * COLUMNS;
  }

  /** From the statistics to the hidden layer. */
  public Linear hidden() {
    return hidden;
  }

  /** From the hidden layer to the result. */
  public Linear output() {
    return output;
  }

  /** What the distance of each step from the centre adds to its logit, {@code [W]}. */
  public static float[] near(int window) {
    float[] logits = new float[window];
    for (int i = 0; i < window; i++) {
      float distance = (i - window / 2) / NEAR;
      logits[i] = -distance * distance / 2;
    }
    return logits;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> arguments) {
    NDArray standardised =
        statistics(inputs)
            .sub(parameters.getValue(mean, inputs.get(0).getDevice(), false))
            .mul(parameters.getValue(scale, inputs.get(0).getDevice(), false))
            .clip(-SequenceBranch.GREATEST, SequenceBranch.GREATEST);
    NDList kept = inputDropout.forward(parameters, new NDList(standardised), training);
    NDArray raised =
        hidden.forward(parameters, kept, training).singletonOrThrow().getNDArrayInternal().relu();
    NDList left = hiddenDropout.forward(parameters, new NDList(raised), training);
    return output.forward(parameters, left, training);
  }

  /** The statistics as they are, {@code [n, 135]}, of the inputs of the block. */
  NDArray statistics(NDList inputs) {
    NDArray all = inputs.get(0);
    NDArray chosen =
        all.get(new NDIndex(":, :, :{}", CEPSTRUM))
            .concat(all.get(new NDIndex(":, :, {}:", AudioFrontEnd.PITCH)), 2);
    NDArray excluded = inputs.get(2).sub(1).mul(-EXCLUDED);
    NDArray loud = all.get(new NDIndex(":, :, {}", AudioFrontEnd.RMS)).mul(LOUDNESS).add(excluded);
    NDArray voiced = inputs.get(1).sub(UNVOICED).div(VOICING).clip(0, 1);
    NDArray spoken = loud.add(voiced.sub(1).mul(-UNWANTED));
    NDArray centred = loud.add(all.getManager().create(near(window), new Shape(1, window)));
    return moments(loud, chosen)
        .concat(moments(spoken, chosen), 1)
        .concat(moments(centred, chosen), 1);
  }

  /** Mean, deviation and mean change by the softmax of logits, {@code [n, 3 * columns]}. */
  private static NDArray moments(NDArray logits, NDArray features) {
    NDArray weights = logits.softmax(1).expandDims(1);
    NDArray centre = weights.matMul(features);
    NDArray mean = centre.squeeze(1);
    NDArray apart = features.sub(centre);
    NDArray variance = weights.matMul(apart.mul(apart)).squeeze(1);
    NDArray deviation = variance.add(AttentiveStatistics.VARIANCE_FLOOR).sqrt();
    NDArray later = features.get(new NDIndex(":, 1:, :"));
    NDArray change = later.sub(features.get(new NDIndex(":, :-1, :"))).abs();
    NDArray moved = weights.get(new NDIndex(":, :, 1:")).matMul(change).squeeze(1);
    return mean.concat(deviation, 1).concat(moved, 1);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    long rows = inputs[0].get(0);
    Shape statistics = new Shape(rows, statistics());
    inputDropout.initialize(manager, type, statistics);
    hidden.initialize(manager, type, statistics);
    hiddenDropout.initialize(manager, type, new Shape(rows, HIDDEN));
    output.initialize(manager, type, new Shape(rows, HIDDEN));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(inputs[0].get(0), width)};
  }
}
