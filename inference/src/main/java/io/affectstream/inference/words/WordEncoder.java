package io.affectstream.inference.words;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Turns words into vectors. Thread-safe. */
public interface WordEncoder extends AutoCloseable {

  /** Numbers per word. */
  int dimensions();

  /**
   * Vectors of words, in order, each independent of the others. What is no word (empty, punctuation
   * alone, a mark such as {@code [unk]}) has the zero vector.
   *
   * @param words words as recognised, in any case, with or without punctuation
   * @return {@code [words][dimensions]}; the rows may be shared and are not to be modified
   */
  CompletableFuture<float[][]> encode(List<String> words);

  @Override
  void close();
}
