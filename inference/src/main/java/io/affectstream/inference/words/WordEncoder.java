package io.affectstream.inference.words;

import io.affectstream.features.words.UtteranceText;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Turns words into vectors. Thread-safe. */
public interface WordEncoder extends AutoCloseable {

  /** Numbers per word. */
  int dimensions();

  /**
   * Vectors of the words of a transcript, in order. A word's vector depends on the word alone or,
   * as the bundle chooses, on its utterance up to and including it, never on what follows.
   *
   * @param text words as recognised, in any case, with or without punctuation
   * @return {@code [words][dimensions]}; the rows may be shared and are not to be modified
   */
  CompletableFuture<float[][]> encode(UtteranceText text);

  /** The same for the words of one utterance. */
  default CompletableFuture<float[][]> encode(List<String> words) {
    return encode(UtteranceText.of(words));
  }

  @Override
  void close();
}
