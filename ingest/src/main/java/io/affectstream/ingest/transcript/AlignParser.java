package io.affectstream.ingest.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * GRID {@code .align}: a line per word, start and end in units of 1/25000 s; {@code sil} and {@code
 * sp} are silence.
 */
final class AlignParser {

  private static final Pattern LINE =
      Pattern.compile("\\s*(\\d{1,12})\\s+(\\d{1,12})\\s+(\\S+)\\s*");
  private static final Set<String> SILENCE = Set.of("sil", "sp");
  private static final long MICROS_PER_UNIT = 40;

  private final String origin;

  AlignParser(String origin) {
    this.origin = origin;
  }

  /** Whether a text begins like an alignment. */
  static boolean recognises(String text) {
    return LINE.matcher(text.lines().filter(line -> !line.isBlank()).findFirst().orElse(""))
        .matches();
  }

  List<TimedText> parse(String text) throws TranscriptException {
    List<TimedText> words = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      Matcher line = LINE.matcher(lines.get(i));
      if (!line.matches() || Long.parseLong(line.group(1)) > Long.parseLong(line.group(2))) {
        throw new TranscriptException(
            "%s, line %d: expected 'start end word', found %s"
                .formatted(origin, i + 1, ReadingNotes.quoted(lines.get(i))));
      }
      if (!SILENCE.contains(line.group(3))) {
        words.add(
            new TimedText("line " + (i + 1))
                .measured(line.group(3), micros(line.group(1)), micros(line.group(2)), 1f));
      }
    }
    return words;
  }

  private static long micros(String units) {
    return Long.parseLong(units) * MICROS_PER_UNIT;
  }
}
