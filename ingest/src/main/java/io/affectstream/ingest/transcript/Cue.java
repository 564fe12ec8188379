package io.affectstream.ingest.transcript;

import java.util.List;
import java.util.regex.Matcher;

/**
 * Text displayed for a period of time.
 *
 * @param line line of the file, counted from 1, that holds its timing
 * @param start microseconds
 * @param end microseconds, not before the start
 * @param lines lines without mark-up; the times of single words stay
 */
record Cue(int line, long start, long end, List<String> lines) {

  /** The text with its times: divided at the word times, if it has any. */
  TimedText timed() {
    TimedText timed = new TimedText("line " + line);
    String text = String.join("\n", lines);
    Matcher time = Timing.wordTimes(text);
    long from = start;
    int position = 0;
    while (time.find()) {
      long at = Math.max(from, Math.min(end, Timing.wordTime(time)));
      timed.spread(text.substring(position, time.start()), from, at, 1f);
      from = at;
      position = time.end();
    }
    return timed.spread(text.substring(position), from, end, 1f);
  }

  /** Its lines as displayed: without word times and empty lines. */
  List<String> shown() {
    return lines.stream()
        .map(line -> Timing.wordTimes(line).replaceAll("").strip().replaceAll("\\s+", " "))
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
