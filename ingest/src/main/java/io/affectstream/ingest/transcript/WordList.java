package io.affectstream.ingest.transcript;

import java.util.ArrayList;
import java.util.List;

/**
 * Words of a recogniser in order, some without times, such as numbers after alignment. Timed words
 * keep their times; words between two of them share the time in between.
 */
final class WordList {

  private static final long UNKNOWN = -1;
  private static final long NATURAL = 400_000;

  private record Entry(String text, long start, long end, float confidence) {
    boolean timed() {
      return start != UNKNOWN;
    }
  }

  private final String place;
  private final String separator;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * @param place position of the list in its file
   * @param separator between words; empty if the texts contain the spaces
   */
  WordList(String place, String separator) {
    this.place = place;
    this.separator = separator;
  }

  /** Adds a word with its time in microseconds. */
  void add(String text, long start, long end, float confidence) {
    entries.add(new Entry(text, start, end, confidence));
  }

  /** Adds a word without a time. */
  void addUntimed(String text, float confidence) {
    entries.add(new Entry(text, UNKNOWN, UNKNOWN, confidence));
  }

  /** Whether a word has a time. */
  boolean isTimed() {
    return entries.stream().anyMatch(Entry::timed);
  }

  /**
   * The words, each with a time.
   *
   * @param start earliest start of words before the first timed one, microseconds; negative =
   *     unknown
   * @param end latest end of words after the last timed one; negative = unknown
   */
  TimedText timed(long start, long end) {
    TimedText timed = new TimedText(place);
    int i = 0;
    long before = start;
    while (i < entries.size()) {
      Entry entry = entries.get(i);
      if (entry.timed()) {
        timed.measured(entry.text() + separator, entry.start(), entry.end(), entry.confidence());
        before = entry.end();
        i++;
      } else {
        int next = i;
        while (next < entries.size() && !entries.get(next).timed()) {
          next++;
        }
        spread(timed, i, next, before, end);
        i = next;
      }
    }
    return timed;
  }

  private void spread(TimedText timed, int from, int to, long before, long end) {
    StringBuilder text = new StringBuilder();
    float confidence = 0;
    for (Entry entry : entries.subList(from, to)) {
      text.append(entry.text()).append(separator);
      confidence += entry.confidence() / (to - from);
    }
    long natural = NATURAL * (to - from);
    long after = to < entries.size() ? entries.get(to).start() : end;
    long left = before >= 0 ? before : Math.max(0, after - natural);
    long right = after >= 0 ? after : left + natural;
    timed.spread(text.toString(), Math.min(left, right), right, Math.min(1, confidence));
  }
}
