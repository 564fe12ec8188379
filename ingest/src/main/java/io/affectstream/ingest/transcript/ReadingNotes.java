package io.affectstream.ingest.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Notes of a reader about a file: what it skipped or changed, and where. */
final class ReadingNotes {

  private static final int SHOWN = 10;
  private static final int LONGEST = 80;

  private final String origin;
  private final List<String> notes = new ArrayList<>();
  private long more;

  ReadingNotes(String origin) {
    this.origin = origin;
  }

  /** The file of the notes. */
  String origin() {
    return origin;
  }

  /** Notes something at a place, such as "line 12". */
  void add(String place, String note) {
    if (notes.size() < SHOWN) {
      notes.add("%s, %s: %s".formatted(origin, place, note));
    } else {
      more++;
    }
  }

  /** The first note of a place of this kind, such as "line". */
  Optional<String> first(String kind) {
    return notes.stream().filter(note -> note.startsWith(origin + ", " + kind)).findFirst();
  }

  /** One line for each note; the last one sums up those beyond the limit. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(notes);
    if (more > 0) {
      lines.add("%s: %d more of this kind".formatted(origin, more));
    }
    return lines;
  }

  /** Text for a message, cut if it is long. */
  static String quoted(String text) {
    String line = Markup.withoutMarks(text).strip();
    return "'" + (line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line) + "'";
  }
}
