package io.affectstream.ingest.transcript;

import io.affectstream.schemas.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SRT and WebVTT. Of the cue text only what is spoken remains (see {@link CueText}); a cue's time
 * is divided at its word times where it has them and else spread over its words.
 *
 * <p>Captions that roll up (automatic captions of video platforms) repeat the line above in each
 * cue; in a file with word times such a repeated line is left out.
 */
final class SubtitleParser {

  private static final String TIME = "(?:(\\d+):)?(\\d{1,2}):(\\d{1,2})[.,](\\d{1,3})";
  private static final Pattern TIMING =
      Pattern.compile("\\s*" + TIME + "\\s*-->\\s*" + TIME + "(?:\\s.*)?");
  private static final Pattern WORD_TIME = Pattern.compile("<" + TIME + ">");

  private final String origin;
  private final boolean webVtt;
  private final List<Word> words = new ArrayList<>();
  private boolean rollsUp;
  private String lineAbove = "";

  SubtitleParser(String origin, boolean webVtt) {
    this.origin = origin;
    this.webVtt = webVtt;
  }

  List<Word> parse(String text) throws TranscriptException {
    rollsUp = webVtt && WORD_TIME.matcher(text).find();
    List<String> lines = text.lines().toList();
    int i = 0;
    while (i < lines.size()) {
      int end = i;
      while (end < lines.size() && !separates(lines.get(end))) {
        end++;
      }
      if (end > i) {
        block(lines, i, end);
      }
      i = end + 1;
    }
    return words;
  }

  private boolean separates(String line) {
    return webVtt ? line.isEmpty() : line.isBlank();
  }

  private void block(List<String> lines, int from, int to) throws TranscriptException {
    int timing = from;
    while (timing < to && !lines.get(timing).contains("-->")) {
      timing++;
    }
    boolean named = timing <= from + 1;
    if (timing < to && named) {
      cue(lines, timing, to);
    } else if (!webVtt && !lines.get(from).strip().matches("\\d+")) {
      throw new TranscriptException(
          "%s, line %d: expected a number and a timing 'hh:mm:ss,mmm --> hh:mm:ss,mmm', found '%s'"
              .formatted(origin, from + 1, lines.get(from).strip()));
    }
  }

  private void cue(List<String> lines, int timing, int to) throws TranscriptException {
    Matcher times = TIMING.matcher(lines.get(timing));
    if (!times.matches()) {
      throw malformed(lines, timing);
    }
    long start = micros(times, 1);
    long end = micros(times, 5);
    if (end < start) {
      throw new TranscriptException(
          "%s, line %d: expected a cue that ends after it starts, found '%s'"
              .formatted(origin, timing + 1, lines.get(timing).strip()));
    }
    List<String> spoken = new ArrayList<>();
    for (String line : lines.subList(timing + 1, to)) {
      boolean timed = WORD_TIME.matcher(line).find();
      String plain = CueText.spoken(WORD_TIME.matcher(line).replaceAll(""));
      if (!(rollsUp && !timed && plain.equals(lineAbove))) {
        spoken.add(CueText.withoutSpeaker(line));
      }
      lineAbove = plain.isBlank() ? lineAbove : plain;
    }
    speak(CueText.withoutDescriptions(String.join(" ", spoken)), start, end);
  }

  private void speak(String text, long start, long end) {
    Matcher time = WORD_TIME.matcher(text);
    long from = start;
    int position = 0;
    while (time.find()) {
      long at = Math.max(from, Math.min(end, micros(time, 1)));
      spread(text.substring(position, time.start()), from, at);
      from = at;
      position = time.end();
    }
    spread(text.substring(position), from, end);
  }

  private void spread(String text, long start, long end) {
    words.addAll(WordSpreader.spread(CueText.spoken(text), start, end, 1f));
  }

  private TranscriptException malformed(List<String> lines, int line) {
    return new TranscriptException(
        "%s, line %d: expected a timing '%s', found '%s'"
            .formatted(
                origin,
                line + 1,
                webVtt ? "hh:mm:ss.mmm --> hh:mm:ss.mmm" : "hh:mm:ss,mmm --> hh:mm:ss,mmm",
                lines.get(line).strip()));
  }

  private static long micros(Matcher time, int group) {
    long hours = time.group(group) == null ? 0 : Long.parseLong(time.group(group));
    long seconds =
        (hours * 60 + Long.parseLong(time.group(group + 1))) * 60
            + Long.parseLong(time.group(group + 2));
    String fraction = (time.group(group + 3) + "00").substring(0, 3);
    return seconds * 1_000_000 + Long.parseLong(fraction) * 1_000;
  }
}
