package io.affectstream.training.fusion;

import io.affectstream.schemas.Modality;
import io.affectstream.training.corpus.LabelledWindow;
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
  static LabelledWindow of(
      LabelledWindow sample, FusionNetConfig config, double probability, SplittableRandom random) {
    Set<Modality> kept = EnumSet.noneOf(Modality.class);
    Set<Modality> present = present(sample, config);
    for (Modality modality : present) {
      if (random.nextDouble() >= probability) {
        kept.add(modality);
      }
    }
    if (kept.equals(present) || !sample.evidence().isShownBy(kept)) {
      return sample;
    }
    boolean face = kept.contains(Modality.FACE);
    int[] silent = sample.words().clone();
    Arrays.fill(silent, LabelledWindow.SILENT);
    return new LabelledWindow(
        sample.embedding(),
        face ? sample.embeddingMask() : new float[sample.embeddingMask().length],
        sample.audio(),
        kept.contains(Modality.VOICE) ? sample.audioMask() : new float[sample.audioMask().length],
        kept.contains(Modality.WORDS) ? sample.words() : silent,
        face ? sample.memory() : new float[0],
        sample.label(),
        face ? sample.units() : new float[0],
        sample.evidence());
  }

  /** Modalities that the sample has and the network reads. */
  private static Set<Modality> present(LabelledWindow sample, FusionNetConfig config) {
    Set<Modality> present = EnumSet.noneOf(Modality.class);
    if (sample.memory().length > 0 || isAny(sample.embeddingMask())) {
      present.add(Modality.FACE);
    }
    if (config.audio() > 0 && isAny(sample.audioMask())) {
      present.add(Modality.VOICE);
    }
    if (config.words() > 0
        && Arrays.stream(sample.words()).anyMatch(w -> w != LabelledWindow.SILENT)) {
      present.add(Modality.WORDS);
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
