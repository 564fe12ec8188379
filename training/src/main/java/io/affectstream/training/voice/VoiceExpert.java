package io.affectstream.training.voice;

import io.affectstream.schemas.Expression;
import io.affectstream.training.checkpoint.Checkpoint;
import io.affectstream.training.operations.Operations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Weights of a trained voice expert. Steps are standardised, functionals of them taken; these are
 * standardised too and cut at {@link #MAX_DEVIATIONS} deviations; a linear layer gives logits whose
 * softmax is calibrated.
 *
 * @param steps how steps are standardised
 * @param mean of the functionals {@code [COUNT]}
 * @param scale what they are then multiplied with {@code [COUNT]}
 * @param weight {@code [COUNT, 8]}, row-major
 * @param bias {@code [8]}
 */
public record VoiceExpert(
    StepScale steps, float[] mean, float[] scale, float[] weight, float[] bias) {

  /** Standardised functionals are cut here. */
  public static final float MAX_DEVIATIONS = 4;

  /** Classes. */
  public static final int CLASSES = Expression.values().length;

  private static final String STEP_MEAN = "step_mean";
  private static final String STEP_SCALE = "step_scale";
  private static final String MEAN = "mean";
  private static final String SCALE = "scale";
  private static final String WEIGHT = "weight";
  private static final String BIAS = "bias";

  /**
   * Calibrated logits of the eight expressions.
   *
   * @param ops what arrays are
   * @param audio voice features of windows {@code [n, W, 42]}
   * @param mask {@code [n, W]}
   * @param window W
   * @return {@code [n, 8]}
   */
  public <T> T logits(Operations<T> ops, T audio, T mask, int window) {
    return logits(ops, VoiceFunctionals.of(ops, audio, mask, steps, window));
  }

  /** The same of functionals {@code [n, COUNT]}. */
  <T> T logits(Operations<T> ops, T functionals) {
    T shifted = ops.subtract(functionals, ops.constant(mean, 1, mean.length));
    T scaled = ops.multiply(shifted, ops.constant(scale, 1, scale.length));
    T product =
        ops.matMul(
            ops.clip(scaled, -MAX_DEVIATIONS, MAX_DEVIATIONS),
            ops.constant(weight, mean.length, bias.length));
    return ops.add(product, ops.constant(bias, 1, bias.length));
  }

  /** The same with its logits divided by a temperature. */
  VoiceExpert at(double temperature) {
    return new VoiceExpert(
        steps, mean, scale, divided(weight, temperature), divided(bias, temperature));
  }

  private static float[] divided(float[] values, double divisor) {
    float[] divided = values.clone();
    for (int i = 0; i < divided.length; i++) {
      divided[i] /= (float) divisor;
    }
    return divided;
  }

  /**
   * The expert of a file that a training wrote.
   *
   * @throws IOException if it cannot be read
   */
  public static VoiceExpert read(Path file) throws IOException {
    Map<String, float[]> arrays = Checkpoint.read(file).arrays();
    return new VoiceExpert(
        new StepScale(arrays.get(STEP_MEAN), arrays.get(STEP_SCALE)),
        arrays.get(MEAN),
        arrays.get(SCALE),
        arrays.get(WEIGHT),
        arrays.get(BIAS));
  }

  /** Writes {@link #read}'s file. */
  void write(Path file) throws IOException {
    Map<String, float[]> arrays = new TreeMap<>();
    arrays.put(STEP_MEAN, steps.mean());
    arrays.put(STEP_SCALE, steps.scale());
    arrays.put(MEAN, mean);
    arrays.put(SCALE, scale);
    arrays.put(WEIGHT, weight);
    arrays.put(BIAS, bias);
    new Checkpoint(0, 0, 0, arrays).write(file);
  }
}
