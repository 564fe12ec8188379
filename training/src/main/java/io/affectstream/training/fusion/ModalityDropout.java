package io.affectstream.training.fusion;

import io.affectstream.training.corpus.Part;
import io.affectstream.training.corpus.Sample;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Drops modalities of samples at random, as long as the remaining ones show the class ({@link
 * io.affectstream.training.corpus.Evidence}).
 */
final class ModalityDropout {

  private ModalityDropout() {}

  /** The sample, or a copy without some of its modalities. */
  static Sample of(
      Sample sample, FusionNetConfig config, double probability, SplittableRandom random) {
    Set<Part> kept = EnumSet.noneOf(Part.class);
    Set<Part> present = present(sample, config);
    for (Part part : present) {
      if (random.nextDouble() >= probability) {
        kept.add(part);
      }
    }
    if (kept.equals(present) || !sample.evidence().isToldBy(kept)) {
      return sample;
    }
    boolean face = kept.contains(Part.FACE);
    int[] silent = sample.words().clone();
    Arrays.fill(silent, Sample.SILENT);
    return new Sample(
        sample.embedding(),
        face ? sample.embeddingMask() : new float[sample.embeddingMask().length],
        sample.audio(),
        kept.contains(Part.VOICE) ? sample.audioMask() : new float[sample.audioMask().length],
        kept.contains(Part.WORDS) ? sample.words() : silent,
        face ? sample.memory() : new float[0],
        sample.label(),
        face ? sample.units() : new float[0],
        sample.evidence());
  }

  /** Modalities that the sample has and the network reads. */
  private static Set<Part> present(Sample sample, FusionNetConfig config) {
    Set<Part> present = EnumSet.noneOf(Part.class);
    if (sample.memory().length > 0 || isAny(sample.embeddingMask())) {
      present.add(Part.FACE);
    }
    if (config.audio() > 0 && isAny(sample.audioMask())) {
      present.add(Part.VOICE);
    }
    if (config.words() > 0 && Arrays.stream(sample.words()).anyMatch(w -> w != Sample.SILENT)) {
      present.add(Part.WORDS);
    }
    return present;
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
