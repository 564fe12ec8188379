package io.affectstream.inference.words;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Turns words into vectors. Thread-safe. */
public interface WordEncoder extends AutoCloseable {

  /** Numbers per word. */
  int dimensions();

  /**
   * Vectors of words, in order. A word's vector depends on the word alone or, with an encoder for
   * words in context, also on the words before it in the list, never on those after it. Anything
   * else (empty, only punctuation, a mark such as {@code [unk]}) has the zero vector.
   *
   * @param words words of one transcript as recognised, in any case, with or without punctuation
   * @return {@code [words][dimensions]}; the rows may be shared and are not to be modified
   */
  CompletableFuture<float[][]> encode(List<String> words);

  @Override
  void close();
}
