package io.affectstream.training.data;

/** Changes the speed of a recording. */
public final class Speed {

  private Speed() {}

  /** Speed and pitch times a factor, by linear interpolation. */
  public static float[] changed(float[] samples, double speed) {
    float[] out = new float[(int) (samples.length / speed)];
    for (int i = 0; i < out.length; i++) {
      double at = i * speed;
      int left = Math.min((int) at, samples.length - 1);
      int right = Math.min(left + 1, samples.length - 1);
      double share = at - left;
      out[i] = (float) (samples[left] * (1 - share) + samples[right] * share);
    }
    return out;
  }
}
