package io.affectstream.ingest.transcript;

import io.affectstream.schemas.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Text in pieces with times. A word within one piece takes a part of the piece's time in proportion
 * to its length; a word that spans several lasts from the first to the last.
 *
 * <p>No word lasts for a minute: a piece takes at most {@value #BASE} microseconds for each of its
 * words and {@value #PER_LETTER} for each of their letters, from its start on. Times measured by a
 * recogniser are accepted up to {@value #BELIEVED} microseconds.
 */
final class TimedText {

  private static final long BASE = 1_000_000;
  private static final long PER_LETTER = 250_000;
  private static final long LONGEST_WORD = 30_000_000;
  private static final long BELIEVED = 10_000_000;
  private static final int MAX_LETTERS = 1_000;
  private static final double MICROS = 1e6;

  private record Piece(
      int from, int to, long start, long end, float confidence, boolean measured) {}

  private final String place;
  private final StringBuilder text = new StringBuilder();
  private final List<Piece> pieces = new ArrayList<>();

  /**
   * @param place position of the text in its file, such as "line 12"
   */
  TimedText(String place) {
    this.place = place;
  }

  /** Adds text whose words are distributed over a time (microseconds). */
  TimedText spread(String more, long start, long end, float confidence) {
    return add(more, start, end, confidence, false);
  }

  /** Adds text whose time (microseconds) was measured. */
  TimedText measured(String more, long start, long end, float confidence) {
    return add(more, start, end, confidence, true);
  }

  private TimedText add(String more, long start, long end, float confidence, boolean measured) {
    int from = text.length();
    text.append(Markup.withoutMarks(more));
    pieces.add(new Piece(from, text.length(), start, end, confidence, measured));
    return this;
  }

  /** All of the text. */
  String text() {
    return text.toString();
  }

  /**
   * The words in order of the text.
   *
   * @param spoken the text with spaces in place of parts that are not spoken
   */
  List<Word> words(String spoken, ReadingNotes notes) {
    List<Token> tokens = new ArrayList<>();
    for (Token token : Token.of(spoken)) {
      if (token.letters() <= MAX_LETTERS) {
        tokens.add(token);
      } else {
        notes.add(
            place, "expected words, found one of %d letters; skipped".formatted(token.letters()));
      }
    }
    int[] letters = letters(spoken, tokens);
    List<Piece> bounded = bounded(letters, tokens, notes);
    List<Word> words = new ArrayList<>();
    int first = 0;
    for (Token token : tokens) {
      while (bounded.get(first).to() <= token.from()) {
        first++;
      }
      words.add(word(token, bounded, first, letters));
    }
    return words;
  }

  /** Number of letters of words before each position. */
  private static int[] letters(String spoken, List<Token> tokens) {
    int[] before = new int[spoken.length() + 1];
    for (Token token : tokens) {
      for (int i = token.from(); i < token.to(); i++) {
        before[i + 1] = Character.isLowSurrogate(spoken.charAt(i)) ? 0 : 1;
      }
    }
    for (int i = 0; i < spoken.length(); i++) {
      before[i + 1] += before[i];
    }
    return before;
  }

  private List<Piece> bounded(int[] letters, List<Token> tokens, ReadingNotes notes) {
    List<Piece> bounded = new ArrayList<>();
    int next = 0;
    for (Piece piece : pieces) {
      int from = next;
      while (next < tokens.size() && tokens.get(next).from() < piece.to()) {
        next++;
      }
      long limit = limit(tokens.subList(from, next), letters[piece.to()] - letters[piece.from()]);
      bounded.add(bounded(piece, piece.measured() ? Math.max(limit, BELIEVED) : limit, notes));
    }
    return bounded;
  }

  private static long limit(List<Token> tokens, int letters) {
    long limit = tokens.isEmpty() ? BASE + letters * PER_LETTER : 0;
    for (Token token : tokens) {
      limit += Math.min(LONGEST_WORD, BASE + token.letters() * PER_LETTER);
    }
    return limit;
  }

  private Piece bounded(Piece piece, long limit, ReadingNotes notes) {
    long micros = piece.end() - piece.start();
    String words = text.substring(piece.from(), piece.to());
    if (micros <= limit) {
      return piece;
    }
    if (micros > limit + BELIEVED && !Token.of(words).isEmpty()) {
      notes.add(
          place,
          String.format(
              Locale.ROOT,
              "expected words at the speed of speech, found %s over %.1f s; read as spoken in its"
                  + " first %.1f s",
              ReadingNotes.quoted(words),
              micros / MICROS,
              limit / MICROS));
    }
    return new Piece(
        piece.from(),
        piece.to(),
        piece.start(),
        piece.start() + limit,
        piece.confidence(),
        piece.measured());
  }

  private static Word word(Token token, List<Piece> pieces, int first, int[] letters) {
    int last = first;
    double confidence = 0;
    while (true) {
      Piece piece = pieces.get(last);
      int from = Math.max(token.from(), piece.from());
      int to = Math.min(token.to(), piece.to());
      confidence += (double) piece.confidence() * (letters[to] - letters[from]);
      if (piece.to() >= token.to()) {
        break;
      }
      last++;
    }
    long start = at(pieces.get(first), token.from(), letters);
    long end = Math.max(start, at(pieces.get(last), token.to(), letters));
    float mean = (float) (confidence / token.letters());
    return new Word(
        token.text(),
        start,
        Math.min(end, start + LONGEST_WORD),
        first == last ? pieces.get(first).confidence() : mean);
  }

  private static long at(Piece piece, int position, int[] letters) {
    long all = (long) letters[piece.to()] - letters[piece.from()];
    long before = (long) letters[position] - letters[piece.from()];
    return piece.start() + (piece.end() - piece.start()) * before / all;
  }
}
