package io.affectstream.ingest.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of a text, without punctuation. Signs that are read aloud ({@code &}, {@code %},
 * {@code @}, {@code +}) are words; other signs and the times of subtitles are not.
 *
 * @param text the word
 * @param from position of its first character
 * @param to position after its last one
 */
record Token(String text, int from, int to) {

  private static final Pattern BREAK =
      Pattern.compile("[\\s\\p{Z}\\u2013\\u2014\\u2015\\u2026]+|--+|\\.{2,}");
  private static final String SPOKEN_SIGNS = "%&@#";
  private static final String SPOKEN_ALONE = "%&@+";
  private static final String UNSPOKEN = "<>|~^`";

  /** The words of a text in its order. */
  static List<Token> of(String text) {
    List<Token> tokens = new ArrayList<>();
    Matcher gap = BREAK.matcher(text);
    int from = 0;
    while (gap.find()) {
      add(text, from, gap.start(), tokens);
      from = gap.end();
    }
    add(text, from, text.length(), tokens);
    return tokens;
  }

  /** Number of its characters. */
  int letters() {
    return text.codePointCount(0, text.length());
  }

  private static void add(String text, int start, int end, List<Token> tokens) {
    int from = start;
    int to = end;
    while (from < to && isEdge(text.codePointAt(from))) {
      from += Character.charCount(text.codePointAt(from));
    }
    while (to > from && isEdge(text.codePointBefore(to))) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    String word = text.substring(from, to);
    if (isSpoken(word) && !Timing.isStamp(word)) {
      tokens.add(new Token(word, from, to));
    }
  }

  private static boolean isSpoken(String word) {
    return word.codePoints().anyMatch(Character::isLetterOrDigit)
        || (word.length() == 1 && SPOKEN_ALONE.contains(word));
  }

  private static boolean isEdge(int point) {
    if (SPOKEN_SIGNS.indexOf(point) >= 0) {
      return false;
    }
    return switch (Character.getType(point)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION,
          Character.OTHER_SYMBOL,
          Character.MODIFIER_SYMBOL ->
          true;
      default -> UNSPOKEN.indexOf(point) >= 0;
    };
  }
}
