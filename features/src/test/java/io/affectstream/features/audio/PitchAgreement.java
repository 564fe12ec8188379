package io.affectstream.features.audio;

/**
 * How two pitch tracks of the same frames compare; 0 means unvoiced.
 *
 * @param frames frames compared
 * @param bothVoiced frames voiced in both
 * @param sameVoicing frames with the same voicing in both
 * @param within frames voiced in both whose pitches differ by no more than the tolerance
 * @param meanCents mean distance of those frames
 */
public record PitchAgreement(
    int frames, int bothVoiced, int sameVoicing, int within, double meanCents) {

  /** Tolerance of the acceptance criterion. */
  public static final double TOLERANCE_CENTS = 50;

  /** Compares the frames that both have. */
  public static PitchAgreement of(double[] a, double[] b) {
    int frames = Math.min(a.length, b.length);
    int bothVoiced = 0;
    int sameVoicing = 0;
    int within = 0;
    double sum = 0;
    for (int i = 0; i < frames; i++) {
      sameVoicing += (a[i] > 0) == (b[i] > 0) ? 1 : 0;
      if (a[i] > 0 && b[i] > 0) {
        bothVoiced++;
        double cents = Math.abs(1200 * Math.log(a[i] / b[i]) / Math.log(2));
        if (cents <= TOLERANCE_CENTS) {
          within++;
          sum += cents;
        }
      }
    }
    return new PitchAgreement(frames, bothVoiced, sameVoicing, within, sum / Math.max(1, within));
  }

  /** Pitch of every audio frame of an utterance by a tracker. */
  public static double[] track(PitchTracker tracker, float[] mono16k) {
    double[] pitch = new double[1 + mono16k.length / AudioFrontEnd.HOP];
    float[] frame = new float[AudioFrontEnd.FRAME_LENGTH];
    for (int i = 0; i < pitch.length; i++) {
      for (int j = 0; j < frame.length; j++) {
        int at = i * AudioFrontEnd.HOP - frame.length / 2 + j;
        frame[j] = at >= 0 && at < mono16k.length ? mono16k[at] : 0;
      }
      pitch[i] = tracker.pitchHz(frame);
    }
    return pitch;
  }

  /** Share of the frames voiced in both that are within the tolerance. */
  public double shareWithin() {
    return (double) within / bothVoiced;
  }

  /** Share of the frames with the same voicing in both. */
  public double shareSameVoicing() {
    return (double) sameVoicing / frames;
  }
}
