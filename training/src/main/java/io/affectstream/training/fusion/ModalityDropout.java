package io.affectstream.training.fusion;

import io.affectstream.training.corpus.Sample;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Leaves modalities out of samples at random, never the last one that is present. */
final class ModalityDropout {

  private ModalityDropout() {}

  /** The sample, or a copy without some of its modalities. */
  static Sample of(
      Sample sample, FusionNetConfig config, double probability, SplittableRandom random) {
    boolean face = sample.memory().length > 0 || isAny(sample.embeddingMask());
    boolean voice = config.audio() > 0 && isAny(sample.audioMask());
    boolean words =
        config.words() > 0 && Arrays.stream(sample.words()).anyMatch(w -> w != Sample.SILENT);
    boolean keepFace = !face || random.nextDouble() >= probability;
    boolean keepVoice = !voice || random.nextDouble() >= probability;
    boolean keepWords = !words || random.nextDouble() >= probability;
    boolean left = (face && keepFace) || (voice && keepVoice) || (words && keepWords);
    if (!left || (keepFace && keepVoice && keepWords)) {
      return sample;
    }
    int[] silent = sample.words().clone();
    Arrays.fill(silent, Sample.SILENT);
    return new Sample(
        sample.embedding(),
        keepFace ? sample.embeddingMask() : new float[sample.embeddingMask().length],
        sample.audio(),
        keepVoice ? sample.audioMask() : new float[sample.audioMask().length],
        keepWords ? sample.words() : silent,
        keepFace ? sample.memory() : new float[0],
        sample.label(),
        keepFace ? sample.units() : new float[0]);
  }

  private static boolean isAny(float[] mask) {
    for (float value : mask) {
      if (value > 0) {
        return true;
      }
    }
    return false;
  }
}
