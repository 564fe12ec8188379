package io.affectstream.features.alerts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Alternatives of consecutive words, e.g. {@code cancel|speak to * manager}. A {@code *} stands for
 * any characters of one word. Case and punctuation around a word do not matter.
 *
 * @param alternatives words of each alternative, as {@link #word} returns them
 */
record Phrases(List<List<String>> alternatives) {

  /** Maximum number of words of a phrase. */
  static final int MAX_WORDS = 8;

  /** Characters of a word that are compared. */
  static final int MAX_LENGTH = 100;

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if an alternative is empty or too long; states which
   */
  static Phrases of(String pattern) {
    List<List<String>> alternatives = new ArrayList<>();
    for (String alternative : pattern.split("\\|", -1)) {
      List<String> words =
          Arrays.stream(alternative.strip().split("\\s+"))
              .map(Phrases::word)
              .filter(word -> !word.isEmpty())
              .toList();
      if (words.isEmpty() || words.size() > MAX_WORDS) {
        throw new IllegalArgumentException("1 to %d words between the '|'".formatted(MAX_WORDS));
      }
      alternatives.add(words);
    }
    return new Phrases(List.copyOf(alternatives));
  }

  /** A word as it is compared: lower case, without punctuation around it; {@code *} is kept. */
  static String word(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && !isKept(text.charAt(from))) {
      from++;
    }
    while (to > from && !isKept(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, Math.min(to, from + MAX_LENGTH)).toLowerCase(Locale.ROOT);
  }

  private static boolean isKept(char c) {
    return Character.isLetterOrDigit(c) || Character.isSurrogate(c) || c == '*';
  }

  /**
   * The first words that match.
   *
   * @param words the latest words, as {@link #word} returns them
   * @param fresh how many of them are new; a match ends with one of these
   * @return the matching words with spaces between them; empty if there is no match
   */
  String match(List<String> words, int fresh) {
    for (int last = words.size() - fresh; last < words.size(); last++) {
      for (List<String> alternative : alternatives) {
        int first = last + 1 - alternative.size();
        if (first >= 0 && matches(alternative, words, first)) {
          return String.join(" ", words.subList(first, last + 1));
        }
      }
    }
    return "";
  }

  private static boolean matches(List<String> alternative, List<String> words, int first) {
    for (int i = 0; i < alternative.size(); i++) {
      if (!Wildcard.matches(alternative.get(i), words.get(first + i))) {
        return false;
      }
    }
    return true;
  }
}
