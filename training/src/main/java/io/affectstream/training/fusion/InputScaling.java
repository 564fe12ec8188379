package io.affectstream.training.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import java.util.List;

/**
 * Brings the features of a {@link SequenceBranch} to the scale of the training data: logarithms of
 * some columns, then {@code (x - mean) * scale}, clipped. Its parameters are fixed.
 */
public final class InputScaling {

  /**
   * Standardised features are clipped at this value, so that values outside the training data do
   * not dominate.
   */
  public static final float MAX_DEVIATIONS = 4;

  private final Parameter logarithmic;
  private final Parameter floor;
  private final Parameter mean;
  private final Parameter scale;

  InputScaling(int size) {
    logarithmic = FixedParameter.of("logarithmic", size, Initializer.ZEROS);
    floor = FixedParameter.of("floor", size, Initializer.ONES);
    mean = FixedParameter.of("mean", size, Initializer.ZEROS);
    scale = FixedParameter.of("scale", size, Initializer.ONES);
  }

  /** The parameters, to be added to the block in this order. */
  List<Parameter> parameters() {
    return List.of(logarithmic, floor, mean, scale);
  }

  /** 1 for the columns whose logarithm is taken, {@code [size]}. */
  public float[] logarithmic() {
    return logarithmic.getArray().toFloatArray();
  }

  /** Constant added before the logarithm, 1 in the other columns, {@code [size]}. */
  public float[] floor() {
    return floor.getArray().toFloatArray();
  }

  /** Uses {@code log(max(x, 0) + least)} for a column after the initialisation. */
  public void compress(int column, float least) {
    float[] chosen = logarithmic();
    float[] floors = floor();
    chosen[column] = 1;
    floors[column] = least;
    logarithmic.getArray().set(chosen);
    floor.getArray().set(floors);
  }

  /** A copy of row-major features with logarithms applied. */
  float[] compressed(float[] values) {
    float[] copy = values.clone();
    float[] chosen = logarithmic();
    float[] floors = floor();
    for (int i = 0; i < copy.length; i++) {
      int column = i % chosen.length;
      if (chosen[column] > 0) {
        copy[i] = (float) Math.log(Math.max(0, copy[i]) + floors[column]);
      }
    }
    return copy;
  }

  /** Mean subtracted from the features, {@code [size]}. */
  public float[] mean() {
    return mean.getArray().toFloatArray();
  }

  /** Scale of the features after that, {@code [size]}. */
  public float[] scale() {
    return scale.getArray().toFloatArray();
  }

  /** Sets mean and scale after the initialisation, each {@code [size]}. */
  public void standardise(float[] newMean, float[] newScale) {
    mean.getArray().set(newMean);
    scale.getArray().set(newScale);
  }

  /** Standardised features, of the shape of {@code values}. */
  NDArray standardised(ParameterStore parameters, NDArray values) {
    NDArray chosen = parameters.getValue(logarithmic, values.getDevice(), false);
    NDArray least = parameters.getValue(floor, values.getDevice(), false);
    NDArray logarithms = values.getNDArrayInternal().relu().mul(chosen).add(least).log();
    return values
        .sub(values.mul(chosen))
        .add(logarithms)
        .sub(parameters.getValue(mean, values.getDevice(), false))
        .mul(parameters.getValue(scale, values.getDevice(), false))
        .clip(-MAX_DEVIATIONS, MAX_DEVIATIONS);
  }
}
