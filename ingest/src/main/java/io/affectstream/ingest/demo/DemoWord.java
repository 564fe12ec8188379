package io.affectstream.ingest.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * A word of the demo clip.
 *
 * @param text lower case letters
 * @param start onset, microseconds
 * @param end offset, microseconds
 */
record DemoWord(String text, long start, long end) {

  private static final long LEAD = 250_000;
  private static final long PAUSE = 60_000;
  private static final long PER_WORD = 90_000;
  private static final long PER_LETTER = 42_000;

  /** The words of a segment at the pace of its expression, in order. */
  static List<DemoWord> of(DemoScript.Segment segment) {
    double rate = VoiceStyle.of(segment.expression()).rate();
    List<DemoWord> words = new ArrayList<>();
    long start = segment.start() + LEAD;
    for (String text : segment.text().split(" ")) {
      // Whole milliseconds, so that the transcript's seconds are exact.
      long length = Math.round((PER_WORD + PER_LETTER * text.length()) / rate / 1000) * 1000;
      words.add(new DemoWord(text, start, start + length));
      start += length + Math.round(PAUSE / rate / 1000) * 1000;
    }
    return words;
  }

  /** All words of a script, in order. */
  static List<DemoWord> of(DemoScript script) {
    return script.segments().stream().flatMap(segment -> of(segment).stream()).toList();
  }
}
