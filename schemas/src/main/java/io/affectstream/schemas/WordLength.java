package io.affectstream.schemas;

/**
 * How long a word may last. What lasts longer is a mistaken time unit, or a caption that stood on
 * the screen while nobody spoke.
 */
public final class WordLength {

  /** Longest word that the jobs accept, in microseconds: a minute. Ingest shortens longer ones. */
  public static final long MAX_MICROS = 60_000_000;

  private WordLength() {}
}
