package io.affectstream.training.voice;

import io.affectstream.training.data.Speed;
import java.util.SplittableRandom;

/**
 * Makes one recording of a voice into that of another speaker, room, device and line: speed with
 * pitch, room, colour of the microphone, noise, telephone, coarse quantisation, level and clipping.
 * Each is drawn for the whole recording.
 */
public final class VoiceEffects {

  private static final int RATE_HZ = 16_000;
  private static final double SLOWEST = 0.84;
  private static final double FASTEST = 1.19;
  private static final double IN_A_ROOM = 0.4;
  private static final int ECHOES = 220;
  private static final double MIN_DECAY_SECONDS = 0.08;
  private static final double DECAY_SPREAD_SECONDS = 0.5;
  private static final double COLOURED = 0.6;
  private static final int COLOUR_TAPS = 6;
  private static final double NOISY = 0.8;
  private static final double MIN_SNR_DB = 6;
  private static final double SNR_SPREAD_DB = 36;
  private static final double ON_THE_TELEPHONE = 0.35;
  private static final double COARSE = 0.15;
  private static final double MIN_LEVEL_DB = -20;
  private static final double LEVEL_SPREAD_DB = 30;

  private VoiceEffects() {}

  /**
   * A changed copy.
   *
   * @param mono16k samples at 16 kHz in [-1, 1]
   * @param random what is drawn
   */
  public static float[] apply(float[] mono16k, SplittableRandom random) {
    float[] samples = Speed.changed(mono16k, SLOWEST + (FASTEST - SLOWEST) * random.nextDouble());
    if (random.nextDouble() < IN_A_ROOM) {
      samples = inRoom(samples, random);
    }
    if (random.nextDouble() < COLOURED) {
      samples = coloured(samples, random);
    }
    if (random.nextDouble() < NOISY) {
      addNoise(samples, MIN_SNR_DB + SNR_SPREAD_DB * random.nextDouble(), random);
    }
    setLevel(samples, MIN_LEVEL_DB + LEVEL_SPREAD_DB * random.nextDouble());
    if (random.nextDouble() < ON_THE_TELEPHONE) {
      samples = Telephone.of(samples);
    }
    if (random.nextDouble() < COARSE) {
      quantise(samples, 6 + random.nextInt(5));
    }
    return samples;
  }

  /** Direct path and sparse echoes of random sign that decay exponentially (velvet noise). */
  private static float[] inRoom(float[] samples, SplittableRandom random) {
    double decay = MIN_DECAY_SECONDS + DECAY_SPREAD_SECONDS * random.nextDouble();
    double wet = 0.1 + 0.7 * random.nextDouble();
    float[] out = samples.clone();
    int longest = (int) (decay * RATE_HZ);
    for (int echo = 0; echo < ECHOES; echo++) {
      int delay =
          16 + (int) ((long) echo * longest / ECHOES) + random.nextInt(1 + longest / ECHOES);
      double strength = Math.pow(10, -3.0 * delay / longest);
      float gain = (float) (wet * strength * (random.nextBoolean() ? 0.25 : -0.25));
      for (int i = delay; i < out.length; i++) {
        out[i] += gain * samples[i - delay];
      }
    }
    return out;
  }

  /** A short random filter, the first tap 1. */
  private static float[] coloured(float[] samples, SplittableRandom random) {
    float[] taps = new float[COLOUR_TAPS];
    taps[0] = 1;
    for (int i = 1; i < taps.length; i++) {
      taps[i] = (float) ((1.4 * random.nextDouble() - 0.7) / i);
    }
    float[] out = new float[samples.length];
    for (int i = 0; i < out.length; i++) {
      float sum = 0;
      for (int tap = 0; tap < taps.length && tap <= i; tap++) {
        sum += taps[tap] * samples[i - tap];
      }
      out[i] = sum;
    }
    return out;
  }

  /** Noise between white and brown, {@code snrDb} below the mean power. */
  static void addNoise(float[] samples, double snrDb, SplittableRandom random) {
    double colour = 0.98 * random.nextDouble();
    double strength = rms(samples) * Math.pow(10, -snrDb / 20);
    double last = 0;
    for (int i = 0; i < samples.length; i++) {
      last = colour * last + Math.sqrt(1 - colour * colour) * normal(random);
      samples[i] += (float) (strength * last);
    }
  }

  private static double normal(SplittableRandom random) {
    double u = 1 - random.nextDouble();
    return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * random.nextDouble());
  }

  /** Root mean square in dB relative to 0.1, cut at full scale. */
  private static void setLevel(float[] samples, double levelDb) {
    double gain = 0.1 * Math.pow(10, levelDb / 20) / rms(samples);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) Math.max(-1, Math.min(1, gain * samples[i]));
    }
  }

  private static void quantise(float[] samples, int bits) {
    double levels = 1 << (bits - 1);
    for (int i = 0; i < samples.length; i++) {
      double compressed = Math.signum(samples[i]) * Math.sqrt(Math.abs(samples[i]));
      double kept = Math.rint(compressed * levels) / levels;
      samples[i] = (float) (Math.signum(kept) * kept * kept);
    }
  }

  private static double rms(float[] samples) {
    double sum = 1e-12;
    for (float sample : samples) {
      sum += (double) sample * sample;
    }
    return Math.sqrt(sum / Math.max(1, samples.length));
  }
}
