package io.affectstream.features.words;

import java.util.List;

/**
 * Who speaks in a stream, and which words.
 *
 * @param role role of the stream, from its descriptor; empty if unknown
 * @param words words in order of onset
 */
public record Speech(String role, List<SpokenText> words) {

  /** No words of a stream without a role. */
  public static final Speech NONE = new Speech("", List.of());
}
