package io.affectstream.features.speaking;

import io.affectstream.features.audio.AudioFrontEnd;
import java.util.Optional;

/**
 * What the mouth of a face shows about the voice around it.
 *
 * @param activity logarithm of the mean change of the mouth's opening per step
 * @param agreement correlation of the mouth's opening and of its change with the loudness, at the
 *     most favourable lag, less a penalty for it; in [-1, 1]
 */
public record MouthEvidence(double activity, double agreement) {

  /** Steps by which image and sound may be apart, 200 ms. */
  private static final int MAX_LAG = 6;

  /** Usual lag of the image behind the sound, in steps. */
  private static final int USUAL_LAG = 1;

  private static final double PENALTY = 0.02;
  private static final double MIN_CHANGE = 0.01;
  private static final double MIN_LEVEL = 3e-3;
  private static final double MIN_DEVIATION = 1e-6;
  private static final int MIN_STEPS = 30;

  /**
   * The evidence of a window; empty if the mouth is known at less than a second of its steps. Steps
   * before the first and after the last with a face or a voice are not part of the window.
   *
   * @param opening {@link Mouth#opening} per step, {@link Mouth#UNKNOWN} where the face is absent
   * @param voice voice features {@code [steps][42]}, an empty row where there is no voice
   * @param from first step of the window
   * @param to step after its last
   */
  public static Optional<MouthEvidence> of(float[] opening, float[][] voice, int from, int to) {
    int first = from;
    int end = to;
    while (first < end && isEmpty(opening, voice, first)) {
      first++;
    }
    while (first < end && isEmpty(opening, voice, end - 1)) {
      end--;
    }
    double[] open = known(opening, first, end);
    return open.length == 0
        ? Optional.empty()
        : Optional.of(of(smooth(open), smooth(loudness(voice, first, end))));
  }

  private static boolean isEmpty(float[] opening, float[][] voice, int step) {
    return Float.isNaN(opening[step]) && voice[step].length == 0;
  }

  private static MouthEvidence of(double[] open, double[] loudness) {
    double[] change = smooth(change(open));
    double sum = 0;
    for (double value : change) {
      sum += value;
    }
    double best = -1;
    for (int lag = -MAX_LAG; lag <= MAX_LAG; lag++) {
      double both = correlation(open, loudness, lag) + correlation(change, loudness, lag);
      best = Math.max(best, both / 2 - PENALTY * Math.abs(lag - USUAL_LAG));
    }
    return new MouthEvidence(Math.log(sum / change.length + MIN_CHANGE), best);
  }

  /** Logarithm of the level of each step. */
  private static double[] loudness(float[][] voice, int from, int to) {
    double[] loudness = new double[to - from];
    for (int i = 0; i < loudness.length; i++) {
      float[] step = voice[from + i];
      loudness[i] = Math.log((step.length > 0 ? step[AudioFrontEnd.RMS] : 0) + MIN_LEVEL);
    }
    return loudness;
  }

  /** The window with gaps filled by the last known value; empty if too little is known. */
  private static double[] known(float[] opening, int from, int to) {
    double[] values = new double[to - from];
    int count = 0;
    double last = Double.NaN;
    for (int i = 0; i < values.length; i++) {
      if (!Float.isNaN(opening[from + i])) {
        count++;
        last = opening[from + i];
      }
      values[i] = last;
    }
    for (int i = values.length - 2; i >= 0; i--) {
      values[i] = Double.isNaN(values[i]) ? values[i + 1] : values[i];
    }
    return count < MIN_STEPS ? new double[0] : values;
  }

  /** Mean of each value and its neighbours. */
  private static double[] smooth(double[] values) {
    double[] smooth = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double before = values[Math.max(0, i - 1)];
      double after = values[Math.min(values.length - 1, i + 1)];
      smooth[i] = (before + values[i] + after) / 3;
    }
    return smooth;
  }

  private static double[] change(double[] values) {
    double[] change = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int before = Math.max(0, i - 1);
      int after = Math.min(values.length - 1, i + 1);
      change[i] = Math.abs(values[after] - values[before]) / Math.max(1, after - before);
    }
    return change;
  }

  /** Correlation of the values {@code lag} steps later with the sound; 0 if one is constant. */
  private static double correlation(double[] values, double[] loudness, int lag) {
    int first = Math.max(0, -lag);
    int last = Math.min(values.length, values.length - lag);
    int count = last - first;
    double meanX = 0;
    double meanY = 0;
    for (int i = first; i < last; i++) {
      meanX += values[i + lag] / count;
      meanY += loudness[i] / count;
    }
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = first; i < last; i++) {
      double x = values[i + lag] - meanX;
      double y = loudness[i] - meanY;
      xx += x * x;
      yy += y * y;
      xy += x * y;
    }
    return Math.min(xx, yy) < MIN_DEVIATION * count ? 0 : xy / Math.sqrt(xx * yy);
  }
}
