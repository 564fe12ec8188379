package io.affectstream.training.corpus;

import java.util.SplittableRandom;

/** Draws samples; the same state of the generator gives the same sample. */
public interface SampleSource {

  /** One sample. */
  Sample draw(SplittableRandom random);
}
