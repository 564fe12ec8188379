package io.affectstream.features.audio;

import java.math.BigInteger;

/**
 * Band-limited conversion of any sample rate to 16 kHz: a polyphase windowed-sinc filter.
 *
 * <p>Output sample k is at input position {@code k * M / L}, where {@code M / L} is the ratio of
 * the rates in lowest terms, and is the sum of the {@code 2 * reach} input samples around it, in
 * their order, times the filter of its phase. It is a function of absolute positions only, so the
 * chunking of the input changes no bit. The input is padded with zeros. The filter is a sinc of
 * {@value #ZERO_CROSSINGS} zero crossings to each side under a Kaiser window (stop band 96 dB down
 * from half the lower rate; flat to 0.9 of it; half amplitude at {@value #ROLL_OFF} of it); each
 * phase has unit gain at 0 Hz. Ratios whose exact filter bank would be too large interpolate
 * between stored phases, which adds an error below single precision. Samples at 16 kHz pass
 * unchanged.
 *
 * <p>Immutable and thread-safe; tables of at most 2 MB.
 */
public final class Resampler {

  private static final int ZERO_CROSSINGS = 64;
  private static final double ROLL_OFF = 0.952;
  private static final double KAISER_BETA = 9.62;
  private static final int MAX_TABLE = 1 << 19;
  private static final int LANES = 8;

  private final int outputRateHz = AudioFrontEnd.SAMPLE_RATE_HZ;
  private final long up;
  private final long down;
  private final int reach;
  private final int phases;
  private final float[] table;

  /** A resampler for one input rate, at least 1 Hz. */
  public Resampler(int inputRateHz) {
    int gcd = BigInteger.valueOf(inputRateHz).gcd(BigInteger.valueOf(outputRateHz)).intValueExact();
    up = outputRateHz / gcd;
    down = inputRateHz / gcd;
    double lower = Math.min(1, (double) outputRateHz / inputRateHz);
    double halfWidth = ZERO_CROSSINGS / lower;
    reach = isIdentity() ? 0 : (int) Math.ceil(2 * halfWidth / LANES) * LANES / 2;
    int taps = 2 * reach;
    phases = isIdentity() ? 0 : (int) (up * taps <= MAX_TABLE ? up : MAX_TABLE / taps);
    table = new float[taps * (phases + 1)];
    for (int phase = 0; phase < phases + 1 && taps > 0; phase++) {
      fill(phase, lower * ROLL_OFF, halfWidth);
    }
  }

  private boolean isIdentity() {
    return up == down;
  }

  /** Number of input samples on each side that an output sample depends on. */
  public int reach() {
    return reach;
  }

  /** Number of output samples that the given number of input samples determines. */
  public long available(long inputs) {
    return inputs <= reach ? 0 : total(inputs - reach);
  }

  /** Number of output samples before the end of an input of that length. */
  public long total(long inputs) {
    return -Math.floorDiv(-inputs * up, down);
  }

  /** First input sample that an output sample depends on; 0 if that is before the input. */
  public long firstInput(long output) {
    return Math.max(0, Math.floorDiv(output * down, up) - Math.max(0, reach - 1));
  }

  /**
   * Output samples {@code from} to {@code to - 1}.
   *
   * @param input a part of the input; samples outside it are zero
   * @param length valid samples of it
   * @param inputStart absolute position of its first sample
   * @param from first output sample
   * @param to output sample after the last
   * @param out receives the samples
   * @param at index of the first of them
   */
  public void resample(
      float[] input, int length, long inputStart, long from, long to, float[] out, int at) {
    if (isIdentity()) {
      System.arraycopy(input, (int) (from - inputStart), out, at, (int) (to - from));
      return;
    }
    for (long k = from; k < to; k++) {
      long position = k * down;
      long whole = Math.floorDiv(position, up);
      long phase = position - whole * up;
      int start = (int) (whole - reach + 1 - inputStart);
      out[at + (int) (k - from)] = sample(input, length, start, phase);
    }
  }

  private float sample(float[] input, int length, int start, long phase) {
    if (phases == up) {
      return dot(input, length, start, (int) phase);
    }
    double exact = (double) phase * phases / up;
    int lower = (int) exact;
    double share = exact - lower;
    return (float)
        ((1 - share) * dot(input, length, start, lower)
            + share * dot(input, length, start, lower + 1));
  }

  /** Sum over the taps, in {@value #LANES} interleaved lanes. */
  private float dot(float[] input, int length, int start, int phase) {
    int taps = 2 * reach;
    int base = phase * taps;
    if (start < 0 || start + taps > length) {
      return dotAtEdge(input, length, start, base);
    }
    float[] filter = table;
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    float e = 0;
    float f = 0;
    float g = 0;
    float h = 0;
    int at = start;
    for (int i = base; i < base + taps; i += LANES) {
      a += input[at] * filter[i];
      b += input[at + 1] * filter[i + 1];
      c += input[at + 2] * filter[i + 2];
      d += input[at + 3] * filter[i + 3];
      e += input[at + 4] * filter[i + 4];
      f += input[at + 5] * filter[i + 5];
      g += input[at + 6] * filter[i + 6];
      h += input[at + 7] * filter[i + 7];
      at += LANES;
    }
    return ((a + b) + (c + d)) + ((e + f) + (g + h));
  }

  /** The same sum where some taps lie outside the input and contribute nothing. */
  private float dotAtEdge(float[] input, int length, int start, int base) {
    float[] lane = new float[LANES];
    int last = Math.min(2 * reach, length - start);
    for (int i = Math.max(0, -start); i < last; i++) {
      lane[i % LANES] += input[start + i] * table[base + i];
    }
    return ((lane[0] + lane[1]) + (lane[2] + lane[3]))
        + ((lane[4] + lane[5]) + (lane[6] + lane[7]));
  }

  private void fill(int phase, double cutoff, double halfWidth) {
    int taps = 2 * reach;
    double[] row = new double[taps];
    double sum = 0;
    for (int i = 0; i < taps; i++) {
      double t = i - reach + 1 - (double) phase / phases;
      row[i] = sinc(cutoff * t) * kaiser(t / halfWidth);
      sum += row[i];
    }
    for (int i = 0; i < taps; i++) {
      table[phase * taps + i] = (float) (row[i] / sum);
    }
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : StrictMath.sin(Math.PI * x) / (Math.PI * x);
  }

  private static double kaiser(double x) {
    return Math.abs(x) >= 1 ? 0 : bessel(KAISER_BETA * Math.sqrt(1 - x * x));
  }

  /** Modified Bessel function of the first kind, order 0, by its power series. */
  private static double bessel(double x) {
    double quarter = x * x / 4;
    double term = 1;
    double sum = 1;
    for (int k = 1; term > 1e-17 * sum; k++) {
      term *= quarter / ((double) k * k);
      sum += term;
    }
    return sum;
  }
}
