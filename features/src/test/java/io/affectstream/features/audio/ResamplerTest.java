package io.affectstream.features.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplerTest {

  private static final int OUT_HZ = AudioFrontEnd.SAMPLE_RATE_HZ;

  @ParameterizedTest
  @CsvSource({
    "8000, 1000",
    "8000, 3600",
    "11025, 3000",
    "22050, 7200",
    "44100, 440",
    "44100, 7200",
    "44101, 7200",
    "48000, 1000",
    "48000, 7200",
    "96000, 3000",
    "383999, 7200"
  })
  void passesATone(int rate, double hz) {
    float[] out = resample(rate, tone(rate, hz));

    double error = 0;
    double signal = 0;
    for (int k = out.length / 4; k < 3 * out.length / 4; k++) {
      double expected = 0.9 * Math.sin(2 * Math.PI * hz * k / OUT_HZ);
      error += (out[k] - expected) * (out[k] - expected);
      signal += expected * expected;
    }
    assertThat(decibels(error / signal)).isLessThan(-95);
  }

  @ParameterizedTest
  @CsvSource({
    "22050, 8001",
    "44100, 8001",
    "44100, 16100",
    "44101, 9000",
    "48000, 8001",
    "96000, 31990"
  })
  void stopsWhatWouldAlias(int rate, double hz) {
    float[] out = resample(rate, tone(rate, hz));

    assertThat(decibels(power(out) / (0.5 * 0.81))).isLessThan(-96);
  }

  @ParameterizedTest
  @ValueSource(ints = {4_000, 8_000, 11_025, 44_100, 44_101, 384_000})
  void keepsAConstant(int rate) {
    float[] in = new float[rate];
    Arrays.fill(in, 0.5f);
    float[] out = resample(rate, in);

    assertThat(out).hasSize(OUT_HZ);
    for (int k = out.length / 4; k < 3 * out.length / 4; k++) {
      assertThat(out[k]).isCloseTo(0.5f, within(1e-6f));
    }
  }

  @Test
  void passesItsOwnRateUntouched() {
    float[] in = noise(5_000);

    assertThat(resample(OUT_HZ, in)).isEqualTo(in);
    assertThat(new Resampler(OUT_HZ).available(123)).isEqualTo(123);
  }

  /**
   * The three numbers agree to 1e-7 with the filter's formula evaluated in double precision outside
   * this project's code. A change of any bit is a change of the front end.
   */
  @ParameterizedTest
  @CsvSource({
    "8000, 4000, -322742844, 0.51569426, -0.5429558, -0.33268714",
    "44100, 726, -261862444, 0.095359616, -0.036428146, 0.0871232",
    "44101, 726, 18457149, 0.09533491, -0.030282898, 0.083128154",
    "48000, 667, -315624192, 0.10841148, -0.22046617, 0.09479293"
  })
  void givesTheSameBitsAsEver(int rate, int length, int hash, float first, float mid, float last) {
    float[] out = resample(rate, noise(2_000));

    assertThat(out).hasSize(length);
    assertThat(new float[] {out[0], out[length / 2], out[length - 1]})
        .containsExactly(first, mid, last);
    assertThat(Arrays.hashCode(out)).isEqualTo(hash);
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 22_050, 44_100, 44_101, 96_000})
  void needsNoMoreInputThanItSays(int rate) {
    Resampler resampler = new Resampler(rate);
    float[] in = noise(3_000);
    float[] whole = resample(rate, in);
    for (int seen : new int[] {1, resampler.reach(), resampler.reach() + 1, 777, 2_999}) {
      int known = (int) resampler.available(seen);
      float[] out = new float[known];
      resampler.resample(Arrays.copyOf(in, seen), seen, 0, 0, known, out, 0);
      assertThat(out).isEqualTo(Arrays.copyOf(whole, known));
    }
    long from = whole.length / 2;
    int first = (int) resampler.firstInput(from);
    float[] out = new float[(int) (whole.length - from)];
    float[] tail = Arrays.copyOfRange(in, first, in.length);
    resampler.resample(tail, tail.length, first, from, whole.length, out, 0);
    assertThat(out).isEqualTo(Arrays.copyOfRange(whole, (int) from, whole.length));
  }

  private static float[] resample(int rate, float[] in) {
    Resampler resampler = new Resampler(rate);
    float[] out = new float[(int) resampler.total(in.length)];
    resampler.resample(in, in.length, 0, 0, out.length, out, 0);
    return out;
  }

  private static float[] tone(int rate, double hz) {
    float[] samples = new float[rate / 2];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.9 * Math.sin(2 * Math.PI * hz * i / rate));
    }
    return samples;
  }

  /** 16-bit noise of a linear congruential generator, the same everywhere. */
  private static float[] noise(int length) {
    float[] samples = new float[length];
    int state = 1;
    for (int i = 0; i < length; i++) {
      state = state * 1_664_525 + 1_013_904_223;
      samples[i] = (state >> 16) / 32768f;
    }
    return samples;
  }

  private static double power(float[] samples) {
    double sum = 0;
    for (int k = samples.length / 4; k < 3 * samples.length / 4; k++) {
      sum += (double) samples[k] * samples[k];
    }
    return sum / (3 * samples.length / 4 - samples.length / 4);
  }

  private static double decibels(double ratio) {
    return 10 * Math.log10(ratio);
  }
}
