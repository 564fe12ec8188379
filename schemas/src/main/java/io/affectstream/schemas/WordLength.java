package io.affectstream.schemas;

/**
 * Maximum duration of a word. Anything longer has a wrong time unit, or is a caption displayed
 * during silence.
 */
public final class WordLength {

  /** Longest word that the jobs accept: a minute, in microseconds. Ingest shortens longer ones. */
  public static final long MAX_MICROS = 60_000_000;

  private WordLength() {}
}
