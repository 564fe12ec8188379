package io.affectstream.inference.words;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Cuts text into the sub-words of a vocabulary as BERT's uncased tokenizer does (Devlin et al.
 * 2019): lower case without accents, punctuation on its own, then the longest piece first (Wu et
 * al. 2016). White space separates, so the tokens of a text are those of its words in order.
 * Immutable.
 */
public final class WordPieces {

  /** Token before a text. */
  public static final String BEGIN = "[CLS]";

  /** Token after a text. */
  public static final String END = "[SEP]";

  /** Token of what the vocabulary cannot spell. */
  public static final String UNKNOWN = "[UNK]";

  /** Starts the pieces that continue a word. */
  public static final String CONTINUED = "##";

  private static final int MAX_WORD = 100;

  private final List<String> tokens;
  private final Map<String, Integer> ids = new HashMap<>();
  private final int begin;
  private final int end;
  private final int unknown;

  /**
   * A tokenizer.
   *
   * @param tokens the vocabulary; a token's place is its id
   * @throws IllegalArgumentException if one of the three special tokens is absent
   */
  public WordPieces(List<String> tokens) {
    this.tokens = List.copyOf(tokens);
    for (int id = 0; id < this.tokens.size(); id++) {
      ids.putIfAbsent(this.tokens.get(id), id);
    }
    begin = special(BEGIN);
    end = special(END);
    unknown = special(UNKNOWN);
  }

  private int special(String token) {
    Integer id = ids.get(token);
    if (id == null) {
      throw new IllegalArgumentException(
          "vocabulary: expected the token %s, found %d others; use the vocabulary that the network was trained with"
              .formatted(token, tokens.size()));
    }
    return id;
  }

  /** A tokenizer on a file with one token per line, in UTF-8. */
  public static WordPieces read(byte[] file) {
    return new WordPieces(new String(file, StandardCharsets.UTF_8).lines().toList());
  }

  /** The vocabulary; a token's place is its id. */
  public List<String> tokens() {
    return tokens;
  }

  /** Id of {@link #BEGIN}. */
  public int begin() {
    return begin;
  }

  /** Id of {@link #END}. */
  public int end() {
    return end;
  }

  /** Ids of a text, without {@link #BEGIN} and {@link #END}. */
  public List<Integer> ids(String text) {
    List<Integer> found = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    plain(text)
        .codePoints()
        .forEach(
            point -> {
              boolean alone = isPunctuation(point) || isIdeograph(point);
              if (alone || isSpace(point)) {
                spell(word, found);
              }
              if (!isSpace(point)) {
                word.appendCodePoint(point);
              }
              if (alone) {
                spell(word, found);
              }
            });
    spell(word, found);
    return found;
  }

  /** Lower case, without control characters and accents. */
  private static String plain(String text) {
    StringBuilder kept = new StringBuilder();
    Normalizer.normalize(text, Normalizer.Form.NFD)
        .codePoints()
        .filter(point -> !isDropped(point))
        .forEach(kept::appendCodePoint);
    return kept.toString().toLowerCase(Locale.ROOT);
  }

  private static boolean isDropped(int point) {
    int type = Character.getType(point);
    return point == 0
        || point == 0xFFFD
        || type == Character.NON_SPACING_MARK
        || (!isSpace(point)
            && (type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.PRIVATE_USE
                || type == Character.SURROGATE));
  }

  private static boolean isSpace(int point) {
    return point == '\t'
        || point == '\n'
        || point == '\r'
        || Character.isWhitespace(point)
        || Character.isSpaceChar(point);
  }

  private static boolean isPunctuation(int point) {
    if (point < 128) {
      return point > 32 && point < 127 && !Character.isLetterOrDigit(point);
    }
    return switch (Character.getType(point)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  private static boolean isIdeograph(int point) {
    return (point >= 0x4E00 && point <= 0x9FFF)
        || (point >= 0x3400 && point <= 0x4DBF)
        || (point >= 0x20000 && point <= 0x2CEAF)
        || (point >= 0xF900 && point <= 0xFAFF)
        || (point >= 0x2F800 && point <= 0x2FA1F);
  }

  /** Adds the pieces of a word and empties it. */
  private void spell(StringBuilder word, List<Integer> into) {
    if (word.length() == 0) {
      return;
    }
    List<Integer> pieces = pieces(word.toString());
    into.addAll(pieces);
    word.setLength(0);
  }

  private List<Integer> pieces(String word) {
    List<Integer> pieces = new ArrayList<>();
    int[] points = word.codePoints().toArray();
    int from = points.length > MAX_WORD ? -1 : 0;
    while (from >= 0 && from < points.length) {
      int to = points.length;
      Integer piece = null;
      while (piece == null && to > from) {
        String text = new String(points, from, to - from);
        piece = ids.get(from == 0 ? text : CONTINUED + text);
        to -= piece == null ? 1 : 0;
      }
      if (piece == null) {
        from = -1;
      } else {
        pieces.add(piece);
        from = to;
      }
    }
    return from < 0 ? List.of(unknown) : pieces;
  }
}
