package io.affectstream.ingest.demo;

import java.util.List;
import java.util.Random;

/**
 * The voice of the demo clip: glottal pulses (Rosenberg 1971) and noise through three resonances in
 * cascade (Klatt 1980). Pitch, level, pace and breath follow the expression. The same samples on
 * every machine.
 */
final class DemoVoice {

  static final int SAMPLE_RATE_HZ = 16_000;

  /** Samples between two settings of the resonances, 5 ms. */
  private static final int BLOCK = 80;

  private static final double GLIDE = 0.35;
  private static final double TREMOR_HZ = 7;
  private static final double OPENING = 0.4;
  private static final double CLOSING = 0.16;
  private static final double MAX_PEAK = 0.98;

  private final Random noise = new Random(1);
  private final Resonator[] tract = {new Resonator(80), new Resonator(110), new Resonator(170)};
  private final double[] formants = {500, 1500, 2500};
  private double voice;
  private double breath;
  private double phase;
  private double lastPulse;

  private DemoVoice() {}

  /** Speech and silence of a whole script, mono. */
  static short[] speak(DemoScript script) {
    short[] samples = new short[sample(script.end())];
    for (DemoScript.Segment segment : script.segments()) {
      double[] speech = new DemoVoice().speak(segment);
      double gain = gain(speech, VoiceStyle.of(segment.expression()).level());
      int start = sample(segment.start());
      for (int i = 0; i < speech.length; i++) {
        samples[start + i] = (short) Math.round(Short.MAX_VALUE * gain * speech[i]);
      }
    }
    return samples;
  }

  /** Index of the first sample not before a time. */
  private static int sample(long micros) {
    return (int) -Math.floorDiv(-micros * SAMPLE_RATE_HZ, 1_000_000L);
  }

  private double[] speak(DemoScript.Segment segment) {
    VoiceStyle style = VoiceStyle.of(segment.expression());
    List<DemoWord> words = DemoWord.of(segment);
    double[] speech = new double[sample(segment.end()) - sample(segment.start())];
    long spoken = words.get(words.size() - 1).end() - words.get(0).start();
    for (int start = 0; start < speech.length; start += BLOCK) {
      long micros = segment.start() + start * 1_000_000L / SAMPLE_RATE_HZ;
      aim(words, micros, style);
      double progress = (double) (micros - words.get(0).start()) / spoken;
      double pitch = pitch(style, progress, accent(words, micros), micros / 1e6);
      for (int i = start; i < Math.min(speech.length, start + BLOCK); i++) {
        speech[i] = next(pitch, style.breath());
      }
    }
    return speech;
  }

  /** Moves amplitudes and resonances towards those of the sound at a time, or to silence. */
  private void aim(List<DemoWord> words, long micros, VoiceStyle style) {
    double targetVoice = 0;
    double targetBreath = 0;
    for (DemoWord word : words) {
      if (word.start() <= micros && micros < word.end()) {
        Phone phone = phone(word, micros);
        targetVoice = phone.voice();
        targetBreath = phone.noise() + 0.1 * style.breath() * phone.voice();
        for (int i = 0; i < formants.length; i++) {
          formants[i] += GLIDE * (phone.formantsHz()[i] - formants[i]);
        }
      }
    }
    voice += GLIDE * (targetVoice - voice);
    breath += GLIDE * (targetBreath - breath);
    for (int i = 0; i < tract.length; i++) {
      tract[i].tune(formants[i], SAMPLE_RATE_HZ);
    }
  }

  private static Phone phone(DemoWord word, long micros) {
    List<Phone> phones = Phone.of(word.text());
    double total = phones.stream().mapToDouble(Phone::weight).sum();
    double left = total * (micros - word.start()) / (word.end() - word.start());
    int index = 0;
    while (index < phones.size() - 1 && left >= phones.get(index).weight()) {
      left -= phones.get(index).weight();
      index++;
    }
    return phones.get(index);
  }

  /** Rises and falls once in each word, 0 to 1. */
  private static double accent(List<DemoWord> words, long micros) {
    for (DemoWord word : words) {
      if (word.start() <= micros && micros < word.end()) {
        double progress = (double) (micros - word.start()) / (word.end() - word.start());
        return StrictMath.sin(Math.PI * progress);
      }
    }
    return 0;
  }

  private static double pitch(VoiceStyle style, double progress, double accent, double seconds) {
    double line = Math.max(0, Math.min(1, progress)) - 0.5;
    double tremble = StrictMath.sin(2 * Math.PI * TREMOR_HZ * seconds);
    return style.pitchHz()
        * (1 + style.slope() * line + style.range() * (accent - 0.5) + style.tremor() * tremble);
  }

  private double next(double pitchHz, double breathiness) {
    phase += pitchHz / SAMPLE_RATE_HZ;
    phase -= Math.floor(phase);
    double pulse = pulse(phase);
    // The derivative of the flow models the radiation of the lips.
    double flow = pulse - lastPulse;
    lastPulse = pulse;
    double source =
        voice * (1 - 0.5 * breathiness) * flow * SAMPLE_RATE_HZ / pitchHz / 10
            + breath * 0.5 * noise.nextGaussian();
    double sound = source;
    for (Resonator resonance : tract) {
      sound = resonance.next(sound);
    }
    return sound;
  }

  /** Glottal flow over one period. */
  private static double pulse(double phase) {
    if (phase < OPENING) {
      return 0.5 * (1 - StrictMath.cos(Math.PI * phase / OPENING));
    }
    if (phase < OPENING + CLOSING) {
      return StrictMath.cos(Math.PI / 2 * (phase - OPENING) / CLOSING);
    }
    return 0;
  }

  /** Brings speech (the part that is not silent) to a level without clipping. */
  private static double gain(double[] speech, double level) {
    double peak = 0;
    for (double sample : speech) {
      peak = Math.max(peak, Math.abs(sample));
    }
    double power = 0;
    int loud = 0;
    for (double sample : speech) {
      if (Math.abs(sample) > 0.01 * peak) {
        power += sample * sample;
        loud++;
      }
    }
    return Math.min(level / Math.sqrt(power / loud), MAX_PEAK / peak);
  }
}
