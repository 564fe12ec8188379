package io.affectstream.ingest.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines of a subtitle file with the positions of its timings. */
final class CueLines {

  private final List<String> lines;
  private final List<Optional<Timing>> timings = new ArrayList<>();
  private final List<Integer> anchors = new ArrayList<>();
  private final ReadingNotes notes;

  CueLines(String text, ReadingNotes notes) {
    this.notes = notes;
    lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Optional<Timing> timing = Timing.of(lines.get(i));
      timings.add(timing);
      if (timing.isPresent() || Timing.isDamaged(lines.get(i))) {
        anchors.add(i);
      }
    }
  }

  /** Indices of the lines with a timing, even a damaged one, in order. */
  List<Integer> anchors() {
    return anchors;
  }

  /** Index of the line after the last one. */
  int size() {
    return lines.size();
  }

  /** The line at an index. */
  String line(int index) {
    return lines.get(index);
  }

  /** Whether a line, or the edge of the file, separates the text above from the text below. */
  boolean isBlank(int index) {
    return index < 0 || index >= lines.size() || Markup.withoutMarks(lines.get(index)).isBlank();
  }

  /** Whether a line consists of a number only. */
  boolean isNumber(int index) {
    return index >= 0
        && index < lines.size()
        && Markup.withoutMarks(lines.get(index)).strip().matches("\\d{1,9}");
  }

  /** The number on a line that {@link #isNumber}. */
  long number(int index) {
    return Long.parseLong(Markup.withoutMarks(lines.get(index)).strip());
  }

  /**
   * The cue of a timing; none, with a note, if its times are invalid.
   *
   * @param anchor index of the timing
   * @param from index of the first line of its text
   * @param to index after the last line of its text
   */
  Optional<Cue> cue(int anchor, int from, int to) {
    Optional<Timing> found = timings.get(anchor);
    if (found.isEmpty()) {
      return skipped(anchor, "a timing 'hh:mm:ss.mmm --> hh:mm:ss.mmm'");
    }
    Timing timing = found.get();
    if (timing.end() < timing.start()) {
      return skipped(anchor, "a cue that ends after it starts");
    }
    List<String> text = new ArrayList<>();
    text.add(Markup.plain(timing.text()));
    lines.subList(from, Math.max(from, to)).forEach(line -> text.add(Markup.plain(line)));
    text.removeIf(String::isBlank);
    return Optional.of(new Cue(anchor + 1, timing.start(), timing.end(), text));
  }

  /** Notes that a line and its text are not a cue. */
  Optional<Cue> skipped(int index, String expected) {
    notes.add(
        "line " + (index + 1),
        "expected %s, found %s; skipped"
            .formatted(expected, ReadingNotes.quoted(lines.get(index))));
    return Optional.empty();
  }
}
