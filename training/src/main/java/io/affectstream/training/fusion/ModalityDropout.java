package io.affectstream.training.fusion;

import io.affectstream.training.corpus.Part;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;

/** Draws which modalities a sample to learn from keeps; at least one that the network reads. */
final class ModalityDropout {

  private ModalityDropout() {}

  /** Each that the network reads is left out with the probability; the others do not matter. */
  static Set<Part> kept(FusionNetConfig config, double probability, SplittableRandom random) {
    Set<Part> kept = EnumSet.allOf(Part.class);
    Set<Part> read = read(config);
    for (Part part : read) {
      if (random.nextDouble() < probability) {
        kept.remove(part);
      }
    }
    boolean none = read.stream().noneMatch(kept::contains);
    return none ? EnumSet.allOf(Part.class) : kept;
  }

  private static Set<Part> read(FusionNetConfig config) {
    Set<Part> read = EnumSet.of(Part.FACE);
    if (config.audio() > 0) {
      read.add(Part.VOICE);
    }
    if (config.words() > 0) {
      read.add(Part.WORDS);
    }
    return read;
  }
}
