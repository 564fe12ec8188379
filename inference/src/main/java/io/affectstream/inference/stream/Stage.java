package io.affectstream.inference.stream;

/** A stage of {@link StreamPipeline}, in the order in which a record passes through them. */
public enum Stage {
  /** Image data to pixels. */
  DECODE,
  /** Pixels to faces. */
  FIND,
  /** Faces to crops with their quality. */
  CUT,
  /** Crops to features, by the per-face model. */
  ANALYSE,
  /** Samples to voice features. */
  VOICE,
  /** Words to vectors. */
  WORDS,
  /** Identities of faces, and the common grid. */
  ALIGN,
  /** Windows to probabilities. */
  FUSE,
  /** Smoothing and episodes. */
  DECIDE
}
