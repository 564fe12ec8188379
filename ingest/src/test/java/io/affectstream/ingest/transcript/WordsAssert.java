package io.affectstream.ingest.transcript;

import io.affectstream.schemas.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Words and notes of a text in a comparable form. */
final class WordsAssert {

  private WordsAssert() {}

  /** "word start end | ..." in milliseconds, rounded down. */
  static String timed(String text) throws TranscriptException {
    return timed(TranscriptFile.parse(text, "test", note -> {}));
  }

  /** "word start end | ..." in milliseconds, rounded down. */
  static String timed(List<Word> words) {
    return words.stream()
        .map(
            word ->
                "%s %d %d"
                    .formatted(word.getText(), word.getStart() / 1_000, word.getEnd() / 1_000))
        .collect(Collectors.joining(" | "));
  }

  /** The words alone. */
  static String words(String text) throws TranscriptException {
    return TranscriptFile.parse(text, "test", note -> {}).stream()
        .map(Word::getText)
        .collect(Collectors.joining(" "));
  }

  /** The notes. */
  static List<String> notes(String text) throws TranscriptException {
    List<String> notes = new ArrayList<>();
    TranscriptFile.parse(text, "test", notes::add);
    return notes;
  }

  /** An SRT of cues that last a second each. */
  static String srt(String... cues) {
    StringBuilder srt = new StringBuilder();
    for (int i = 0; i < cues.length; i++) {
      srt.append(
          "%d\n00:00:%02d,000 --> 00:00:%02d,000\n%s\n\n".formatted(i + 1, i, i + 1, cues[i]));
    }
    return srt.toString();
  }
}
