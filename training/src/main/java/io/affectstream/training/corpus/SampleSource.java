package io.affectstream.training.corpus;

import io.affectstream.schemas.Expression;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;

/** Draws samples; the same state of the generator gives the same sample. */
public interface SampleSource {

  /** One sample. */
  Sample draw(SplittableRandom random);

  /**
   * One sample to learn from with some of its modalities: never without the last that is there, and
   * where the source knows what tells the class, only such as do.
   */
  default Sample draw(SplittableRandom random, Set<Part> kept) {
    return draw(random).only(kept);
  }

  /** How often the classes are drawn, {@code [8]} in any unit; alike unless a source says so. */
  default int[] frequencies() {
    int[] alike = new int[Expression.values().length];
    Arrays.fill(alike, 1);
    return alike;
  }
}
