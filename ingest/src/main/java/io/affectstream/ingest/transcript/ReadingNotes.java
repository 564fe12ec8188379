package io.affectstream.ingest.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a reader has to say about a file it could read: what it skipped or changed, and where. */
final class ReadingNotes {

  private static final int SHOWN = 10;
  private static final int LONGEST = 80;

  private final String origin;
  private final List<String> notes = new ArrayList<>();
  private long more;

  ReadingNotes(String origin) {
    this.origin = origin;
  }

  /** The file the notes are about. */
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

  /** One line for each note, the last one for those that are too many. */
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
