package io.affectstream.training.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.affectstream.features.audio.AudioFrontEnd;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against the same statistics written out in double precision, one window and column at a time. */
class VoiceStatisticsTest {

  private static final int WINDOW = 41;
  private static final int SIZE = AudioFrontEnd.DIMENSIONS;
  private static final int FIRST_HEARD = 6;
  private static final double TOLERANCE = 2e-4;

  private final float[] features = new float[WINDOW * SIZE];
  private final float[] pitch = new float[WINDOW];
  private final float[] mask = new float[WINDOW];

  VoiceStatisticsTest() {
    Random random = new Random(11);
    for (int step = FIRST_HEARD; step < WINDOW; step++) {
      mask[step] = 1;
      pitch[step] = step % 3 == 0 ? 0 : 58 + 4 * random.nextFloat() * step;
      for (int i = 0; i < SIZE; i++) {
        features[step * SIZE + i] = (float) random.nextGaussian();
      }
    }
  }

  @Test
  void eachStatisticIsWhatItsNameSays() {
    float[] found = statistics(features, mask);
    assertThat(found).hasSize(VoiceStatistics.statistics());
    double[] loud = weights(step -> 1.5 * energy(step));
    double[] spoken = weights(step -> 1.5 * energy(step) - 1000 * (1 - voiced(step)));
    double[] centred =
        weights(step -> 1.5 * energy(step) - Math.pow((step - WINDOW / 2) / 20.0, 2) / 2);
    double[] all = weights(step -> 0);
    double[][] expected = {
      mean(loud),
      deviation(loud),
      change(loud),
      mean(spoken),
      deviation(spoken),
      change(spoken),
      mean(centred),
      deviation(centred),
      change(centred),
      mean(weights(step -> 3 * energy(step))),
      mean(weights(step -> -0.7 * energy(step))),
      mean(all),
      deviation(all),
      slope(spoken)
    };
    for (int group = 0; group < expected.length; group++) {
      for (int column = 0; column < VoiceStatistics.COLUMNS; column++) {
        assertThat((double) found[group * VoiceStatistics.COLUMNS + column])
            .as("group %d, column %d", group, column)
            .isCloseTo(expected[group][column], within(TOLERANCE));
      }
    }
  }

  @Test
  void aRisingVoiceHasASlopeAndAWindowWithoutVoiceHasNumbers() {
    for (int step = FIRST_HEARD; step < WINDOW; step++) {
      pitch[step] = 200;
      features[step * SIZE + AudioFrontEnd.PITCH] = step / VoiceStatistics.SLOPE_UNIT;
    }
    float[] rising = statistics(features, mask);
    int pitchSlope =
        VoiceStatistics.statistics() - VoiceStatistics.COLUMNS + VoiceStatistics.CEPSTRUM;
    assertThat(rising[pitchSlope]).isBetween(0.7f, 1f);
    float[] silent = statistics(new float[WINDOW * SIZE], new float[WINDOW]);
    assertThat(IntStream.range(0, silent.length).allMatch(i -> Float.isFinite(silent[i]))).isTrue();
  }

  private float[] statistics(float[] values, float[] mask) {
    try (NDManager manager = NDManager.newBaseManager()) {
      return new VoiceStatistics(8, WINDOW)
          .statistics(
              new NDList(
                  manager.create(values, new Shape(1, WINDOW, SIZE)),
                  manager.create(pitch, new Shape(1, WINDOW)),
                  manager.create(mask, new Shape(1, WINDOW))))
          .toFloatArray();
    }
  }

  private double energy(int step) {
    return features[step * SIZE + AudioFrontEnd.RMS];
  }

  private double voiced(int step) {
    return Math.max(0, Math.min(1, (pitch[step] - 60) / 10));
  }

  /** Of the columns that are read. */
  private double value(int step, int column) {
    int from =
        column < VoiceStatistics.CEPSTRUM
            ? column
            : AudioFrontEnd.PITCH + column - VoiceStatistics.CEPSTRUM;
    return features[step * SIZE + from];
  }

  private double[] weights(IntToDoubleFunction logit) {
    double[] weights = new double[WINDOW];
    double[] logits =
        IntStream.range(0, WINDOW)
            .mapToDouble(step -> mask[step] > 0 ? logit.applyAsDouble(step) : -1e9)
            .toArray();
    double greatest = Arrays.stream(logits).max().orElseThrow();
    double sum = 0;
    for (int step = 0; step < WINDOW; step++) {
      weights[step] = Math.exp(logits[step] - greatest);
      sum += weights[step];
    }
    for (int step = 0; step < WINDOW; step++) {
      weights[step] /= sum;
    }
    return weights;
  }

  private interface PerStep {
    double of(int step, int column);
  }

  private static double[] sums(double[] weights, PerStep values) {
    double[] sums = new double[VoiceStatistics.COLUMNS];
    for (int column = 0; column < sums.length; column++) {
      for (int step = 0; step < WINDOW; step++) {
        sums[column] += weights[step] * values.of(step, column);
      }
    }
    return sums;
  }

  private double[] mean(double[] weights) {
    return sums(weights, this::value);
  }

  private double[] deviation(double[] weights) {
    double[] mean = mean(weights);
    double[] variance =
        sums(weights, (step, column) -> Math.pow(value(step, column) - mean[column], 2));
    return Arrays.stream(variance).map(v -> Math.sqrt(v + 1e-4)).toArray();
  }

  private double[] change(double[] weights) {
    return sums(
        weights,
        (step, column) -> step == 0 ? 0 : Math.abs(value(step, column) - value(step - 1, column)));
  }

  private double[] slope(double[] weights) {
    double centre = sums(weights, (step, column) -> (step - WINDOW / 2) / 20.0)[0];
    double variance =
        sums(weights, (step, column) -> Math.pow((step - WINDOW / 2) / 20.0 - centre, 2))[0];
    double[] mean = mean(weights);
    double[] covariance =
        sums(
            weights,
            (step, column) ->
                ((step - WINDOW / 2) / 20.0 - centre) * (value(step, column) - mean[column]));
    return Arrays.stream(covariance).map(c -> c / (variance + 0.05)).toArray();
  }
}
