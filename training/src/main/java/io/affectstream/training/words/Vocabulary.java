package io.affectstream.training.words;

import io.affectstream.inference.words.WordPieces;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A part of a vocabulary: the special tokens, every letter, digit and punctuation mark of ASCII, at
 * the start of a word and within one, then the tokens that a set of texts uses most. Every word of
 * these characters can still be spelled.
 */
public final class Vocabulary {

  private static final Set<String> SPECIAL =
      Set.of(WordPieces.BEGIN, WordPieces.END, WordPieces.UNKNOWN);

  private Vocabulary() {}

  /**
   * Chooses.
   *
   * @param all the whole vocabulary, its frequent tokens first
   * @param texts whose tokens are counted
   * @param size tokens to keep
   * @return ids in {@code all}, ascending
   */
  public static List<Integer> choose(WordPieces all, Collection<String> texts, int size) {
    int[] counts = new int[all.tokens().size()];
    texts.forEach(text -> all.ids(text).forEach(id -> counts[id]++));
    Comparator<Integer> order =
        Comparator.<Integer, Boolean>comparing(id -> !isKept(all.tokens().get(id)))
            .thenComparing(id -> -counts[id])
            .thenComparing(id -> id);
    List<Integer> ids =
        new ArrayList<>(IntStream.range(0, counts.length).boxed().sorted(order).toList());
    return ids.stream().limit(size).sorted().toList();
  }

  private static boolean isKept(String token) {
    String text =
        token.startsWith(WordPieces.CONTINUED) && token.length() > WordPieces.CONTINUED.length()
            ? token.substring(WordPieces.CONTINUED.length())
            : token;
    return SPECIAL.contains(token) || (text.length() == 1 && text.charAt(0) < 128);
  }
}
