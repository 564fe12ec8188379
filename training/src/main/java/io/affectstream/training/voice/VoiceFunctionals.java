package io.affectstream.training.voice;

import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.training.fusion.AttentiveStatistics;
import io.affectstream.training.fusion.VoiceStatistics;
import io.affectstream.training.operations.Operations;

/**
 * Functionals of the voice in a window, each of the lower cepstrum, pitch and energy: over the loud
 * steps, over the loud voiced steps and over those near the centre, mean, deviation and mean
 * change; over the loudest, the quiet and all steps the mean, of all the deviation too; over the
 * loud voiced steps the slope over time. The same statistics as {@code
 * training.fusion.VoiceStatistics}, whose constants are used.
 *
 * @param <T> an array, or the name of one in a graph
 */
public final class VoiceFunctionals<T> {

  /** Numbers per window. */
  public static final int COUNT = VoiceStatistics.statistics();

  private final Operations<T> ops;
  private final int window;

  private VoiceFunctionals(Operations<T> ops, int window) {
    this.ops = ops;
    this.window = window;
  }

  /**
   * The functionals.
   *
   * @param ops what arrays are
   * @param audio voice features {@code [n, W, 42]}, zeros where absent
   * @param mask {@code [n, W]}
   * @param scale of the steps
   * @param window W
   * @return {@code [n, COUNT]}
   */
  public static <T> T of(Operations<T> ops, T audio, T mask, StepScale scale, int window) {
    return new VoiceFunctionals<>(ops, window).compute(audio, mask, scale);
  }

  private T compute(T audio, T mask, StepScale scale) {
    T values = standardised(audio, mask, scale);
    T hz = ops.squeeze(column(audio, AudioFrontEnd.PITCH), 2);
    T energy = ops.squeeze(column(values, StepScale.COLUMNS - 1), 2);
    T excluded = ops.times(ops.plus(mask, -1), -VoiceStatistics.EXCLUDED);
    T loud = ops.add(ops.times(energy, VoiceStatistics.LOUDNESS), excluded);
    T voiced =
        ops.clip(
            ops.times(ops.plus(hz, -VoiceStatistics.UNVOICED), 1 / VoiceStatistics.VOICING), 0, 1);
    T spoken = ops.add(loud, ops.times(ops.plus(voiced, -1), -VoiceStatistics.UNWANTED));
    T near = ops.add(loud, ops.constant(VoiceStatistics.near(window), 1, window));
    T loudest = ops.add(ops.times(energy, VoiceStatistics.LOUDEST), excluded);
    T quiet = ops.add(ops.times(energy, VoiceStatistics.QUIET), excluded);
    T all = moments(weights(loud), values);
    all = ops.concat(1, all, moments(weights(spoken), values));
    all = ops.concat(1, all, moments(weights(near), values));
    all = ops.concat(1, all, mean(weights(loudest), values));
    all = ops.concat(1, all, mean(weights(quiet), values));
    T every = weights(excluded);
    T mean = mean(every, values);
    all = ops.concat(1, ops.concat(1, all, mean), deviation(every, values, mean));
    return ops.concat(1, all, slope(weights(spoken), values, mask));
  }

  private T standardised(T audio, T mask, StepScale scale) {
    T cepstrum = ops.slice(audio, 2, 0, StepScale.CEPSTRUM);
    T pitch = logarithm(column(audio, AudioFrontEnd.PITCH), StepScale.MIN_PITCH);
    T energy = logarithm(column(audio, AudioFrontEnd.RMS), StepScale.MIN_ENERGY);
    T chosen = ops.concat(2, ops.concat(2, cepstrum, pitch), energy);
    T shifted = ops.subtract(chosen, ops.constant(scale.mean(), 1, 1, StepScale.COLUMNS));
    T scaled = ops.multiply(shifted, ops.constant(scale.scale(), 1, 1, StepScale.COLUMNS));
    T cut = ops.clip(scaled, -VoiceExpert.MAX_DEVIATIONS, VoiceExpert.MAX_DEVIATIONS);
    return ops.multiply(cut, ops.unsqueeze(mask, 2));
  }

  private T logarithm(T values, float floor) {
    return ops.log(ops.plus(ops.clip(values, 0, Float.MAX_VALUE), floor));
  }

  private T column(T values, int column) {
    return ops.slice(values, 2, column, column + 1);
  }

  /** Weights of the steps by the softmax of logits, {@code [n, W]}. */
  private T weights(T logits) {
    return ops.softmax(logits, 1);
  }

  /** Weights {@code [n, W]} times values {@code [n, W, k]}, {@code [n, k]}. */
  private T mean(T weights, T values) {
    return ops.squeeze(ops.matMul(ops.unsqueeze(weights, 1), values), 1);
  }

  private T deviation(T weights, T values, T mean) {
    T apart = ops.subtract(values, ops.unsqueeze(mean, 1));
    T variance = mean(weights, ops.multiply(apart, apart));
    return ops.sqrt(ops.plus(variance, AttentiveStatistics.VARIANCE_FLOOR));
  }

  /** Mean, deviation and mean change from step to step, {@code [n, 3 * k]}. */
  private T moments(T weights, T values) {
    T mean = mean(weights, values);
    T change =
        ops.abs(ops.subtract(ops.slice(values, 1, 1, window), ops.slice(values, 1, 0, window - 1)));
    T moved = mean(ops.slice(weights, 1, 1, window), change);
    return ops.concat(1, ops.concat(1, mean, deviation(weights, values, mean)), moved);
  }

  private T slope(T weights, T values, T mask) {
    T times = ops.add(ops.times(mask, 0), ops.constant(VoiceStatistics.times(window), 1, window));
    T apart = ops.subtract(times, mean(weights, ops.unsqueeze(times, 2)));
    T weighted = ops.multiply(weights, apart);
    T variance = ops.plus(mean(weighted, ops.unsqueeze(apart, 2)), VoiceStatistics.SLOPE_FLOOR);
    return ops.divide(mean(weighted, values), variance);
  }
}
