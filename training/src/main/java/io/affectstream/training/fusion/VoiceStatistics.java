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
 * Encodes a voice by statistics of the lower cepstrum, pitch and energy. Over the loud steps of the
 * window, over its loud voiced steps, and over those near its centre: mean, deviation and mean
 * change. Over the loudest, the quiet and all steps: the mean, and over all steps also the
 * deviation. Over the loud voiced steps: the slope over time. The selection of steps is fixed, not
 * learned, and the upper cepstrum, which distinguishes speakers rather than emotions, is omitted:
 * this limits overfitting to a corpus of few speakers. After the functionals of acoustic parameter
 * sets (Eyben et al. 2016); not in Zhang et al. 2022, which trains a recurrent encoder on hundreds
 * of speakers.
 *
 * <p>Inputs: features {@code [n, W, 42]} standardised and zero where masked, pitch in Hz {@code [n,
 * W]}, mask {@code [n, W]}; output {@code [n, d]}.
 */
public final class VoiceStatistics extends AbstractBlock {

  /** Cepstral coefficients read, from the first. */
  public static final int CEPSTRUM = 13;

  /** Numbers read per step: cepstrum, pitch, energy. */
  public static final int COLUMNS = CEPSTRUM + 2;

  /** Weight of the standardised log energy in a step's logit. */
  public static final float LOUDNESS = 1.5f;

  /** Pitch in Hz up to which a step is unvoiced. */
  public static final float UNVOICED = 60;

  /** Hz over which it becomes voiced. */
  public static final float VOICING = 10;

  /** Added to the logit of an unvoiced step in statistics of voiced steps. */
  public static final float UNWANTED = -1e3f;

  /** Added to the logit of a step without voice. */
  public static final float EXCLUDED = -1e4f;

  /** Deviation in steps of the weights near the centre. */
  public static final float NEAR = 20;

  /** Weight of the standardised log energy for the loudest steps. */
  public static final float LOUDEST = 3;

  /** Weight of the standardised log energy for the quiet steps. */
  public static final float QUIET = -0.7f;

  /** Steps that are the unit of time of the slope. */
  public static final float SLOPE_UNIT = 20;

  /** Added to the variance of time, so that short stretches have no slope. */
  public static final float SLOPE_FLOOR = 0.05f;

  private static final byte VERSION = 2;
  private static final int PER_COLUMN = 3 * 3 + 4 + 1;
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
    mean = addParameter(FixedParameter.of("mean", statistics(), Initializer.ZEROS));
    scale = addParameter(FixedParameter.of("scale", statistics(), Initializer.ONES));
    inputDropout = addChildBlock("input_dropout", Dropout.builder().optRate(INPUT_DROPOUT).build());
    hidden = addChildBlock("hidden", Linear.builder().setUnits(HIDDEN).build());
    hiddenDropout =
        addChildBlock("hidden_dropout", Dropout.builder().optRate(HIDDEN_DROPOUT).build());
    output = addChildBlock("output", Linear.builder().setUnits(width).build());
  }

  /** Mean subtracted from the statistics. */
  public float[] mean() {
    return mean.getArray().toFloatArray();
  }

  /** Scale of the statistics after that. */
  public float[] scale() {
    return scale.getArray().toFloatArray();
  }

  /** Sets mean and scale of the statistics of the initialised block. */
  public void standardise(float[] newMean, float[] newScale) {
    mean.getArray().set(newMean);
    scale.getArray().set(newScale);
  }

  /** Number of statistics of a window before the hidden layer. */
  public static int statistics() {
    return PER_COLUMN * COLUMNS;
  }

  /** From the statistics to the hidden layer. */
  public Linear hidden() {
    return hidden;
  }

  /** From the hidden layer to the result. */
  public Linear output() {
    return output;
  }

  /** Logit of each step by its distance from the centre, {@code [W]}. */
  public static float[] near(int window) {
    float[] logits = new float[window];
    for (int i = 0; i < window; i++) {
      float distance = (i - window / 2) / NEAR;
      logits[i] = -distance * distance / 2;
    }
    return logits;
  }

  /** Time of each step from the centre in units of the slope, {@code [W]}. */
  public static float[] times(int window) {
    float[] times = new float[window];
    for (int i = 0; i < window; i++) {
      times[i] = (i - window / 2) / SLOPE_UNIT;
    }
    return times;
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
            .clip(-InputScaling.MAX_DEVIATIONS, InputScaling.MAX_DEVIATIONS);
    NDList kept = inputDropout.forward(parameters, new NDList(standardised), training);
    NDArray raised =
        hidden.forward(parameters, kept, training).singletonOrThrow().getNDArrayInternal().relu();
    NDList left = hiddenDropout.forward(parameters, new NDList(raised), training);
    return output.forward(parameters, left, training);
  }

  /** The raw statistics {@code [n, 210]} of the block's inputs. */
  NDArray statistics(NDList inputs) {
    NDArray all = inputs.get(0);
    NDArray chosen =
        all.get(new NDIndex(":, :, :{}", CEPSTRUM))
            .concat(all.get(new NDIndex(":, :, {}:", AudioFrontEnd.PITCH)), 2);
    NDArray excluded = inputs.get(2).sub(1).mul(-EXCLUDED);
    NDArray energy = all.get(new NDIndex(":, :, {}", AudioFrontEnd.RMS));
    NDArray loud = energy.mul(LOUDNESS).add(excluded);
    NDArray voiced = inputs.get(1).sub(UNVOICED).div(VOICING).clip(0, 1);
    NDArray spoken = loud.add(voiced.sub(1).mul(-UNWANTED));
    NDArray centred = loud.add(all.getManager().create(near(window), new Shape(1, window)));
    NDArray every = weights(excluded);
    NDArray mean = weighted(every, chosen);
    return new NDList(
            moments(weights(loud), chosen),
            moments(weights(spoken), chosen),
            moments(weights(centred), chosen),
            weighted(weights(energy.mul(LOUDEST).add(excluded)), chosen),
            weighted(weights(energy.mul(QUIET).add(excluded)), chosen),
            mean,
            deviation(every, chosen, mean),
            slope(weights(spoken), chosen))
        .stream().reduce((first, second) -> first.concat(second, 1)).orElseThrow();
  }

  /** Weights of the steps by the softmax of logits, {@code [n, 1, W]}. */
  private static NDArray weights(NDArray logits) {
    return logits.softmax(1).expandDims(1);
  }

  private static NDArray weighted(NDArray weights, NDArray values) {
    return weights.matMul(values).squeeze(1);
  }

  private static NDArray deviation(NDArray weights, NDArray features, NDArray mean) {
    NDArray apart = features.sub(mean.expandDims(1));
    return weighted(weights, apart.mul(apart)).add(AttentiveStatistics.VARIANCE_FLOOR).sqrt();
  }

  /** Differences between consecutive steps. */
  private static NDArray changes(NDArray features) {
    return features.get(new NDIndex(":, 1:, :")).sub(features.get(new NDIndex(":, :-1, :")));
  }

  /** Mean, deviation and mean change, {@code [n, 3 * columns]}. */
  private static NDArray moments(NDArray weights, NDArray features) {
    NDArray mean = weighted(weights, features);
    NDArray moved = weighted(weights.get(new NDIndex(":, :, 1:")), changes(features).abs());
    return mean.concat(deviation(weights, features, mean), 1).concat(moved, 1);
  }

  /** Slope of the regression over time, {@code [n, columns]}. */
  private NDArray slope(NDArray weights, NDArray features) {
    NDArray times = features.getManager().create(times(window), new Shape(1, 1, window));
    NDArray apart = times.sub(weights.mul(times).sum(new int[] {2}, true));
    NDArray apartWeights = weights.mul(apart);
    NDArray variance = apartWeights.mul(apart).sum(new int[] {2}).add(SLOPE_FLOOR);
    // The weighted distances sum to zero, so that the mean of the features does not have to be
    // subtracted.
    return weighted(apartWeights, features).div(variance);
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
