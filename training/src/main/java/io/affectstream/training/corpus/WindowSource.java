package io.affectstream.training.corpus;

import io.affectstream.schemas.Expression;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws samples; the same state of the generator yields the same sample. */
public interface WindowSource {

  /** One sample. */
  LabelledWindow draw(SplittableRandom random);

  /** Relative frequency of the classes, {@code [8]}; uniform by default. */
  default int[] frequencies() {
    int[] alike = new int[Expression.values().length];
    Arrays.fill(alike, 1);
    return alike;
  }
}
