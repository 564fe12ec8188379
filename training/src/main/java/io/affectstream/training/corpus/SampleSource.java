package io.affectstream.training.corpus;

import io.affectstream.schemas.Expression;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws samples; the same state of the generator gives the same sample. */
public interface SampleSource {

  /** One sample. */
  Sample draw(SplittableRandom random);

  /** How often the classes are drawn, {@code [8]} in any unit; alike unless a source says so. */
  default int[] frequencies() {
    int[] alike = new int[Expression.values().length];
    Arrays.fill(alike, 1);
    return alike;
  }
}
