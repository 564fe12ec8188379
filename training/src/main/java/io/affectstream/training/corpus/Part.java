package io.affectstream.training.corpus;

/** A modality of a sample. */
public enum Part {
  FACE,
  VOICE,
  WORDS
}
