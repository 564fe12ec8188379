package io.affectstream.ingest.transcript;

import io.affectstream.schemas.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Splits spoken text into words and spreads them over its time in proportion to their length. */
final class WordSpreader {

  private static final Pattern BREAK = Pattern.compile("[\\s\\u2013\\u2014\\u2026]+|--+|\\.{2,}");
  private static final Pattern EDGES =
      Pattern.compile("^[\\p{P}\\u266A\\u266B&&[^%&@#]]+|[\\p{P}\\u266A\\u266B&&[^%&@#]]+$");

  private WordSpreader() {}

  /** The words of a text, without the punctuation of the sentence. */
  static List<String> words(String text) {
    return Arrays.stream(BREAK.split(text))
        .map(token -> EDGES.matcher(token).replaceAll(""))
        .filter(token -> !token.isEmpty())
        .toList();
  }

  /** The words of a text spoken between two times (microseconds). */
  static List<Word> spread(String text, long start, long end, float confidence) {
    List<String> tokens = words(text);
    long total = tokens.stream().mapToLong(WordSpreader::length).sum();
    List<Word> words = new ArrayList<>();
    long before = 0;
    for (String token : tokens) {
      long after = before + length(token);
      words.add(
          new Word(
              token,
              start + (end - start) * before / total,
              start + (end - start) * after / total,
              confidence));
      before = after;
    }
    return words;
  }

  private static long length(String token) {
    return token.codePointCount(0, token.length());
  }
}
