package io.affectstream.app.replay;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A difference between the two runs.
 *
 * @param stream its stream
 * @param kind kind of the records
 * @param index number of the record among those of its kind and stream, from 0
 * @param expected the record of the earlier run; empty = missing
 * @param found the record of the replay; empty = missing
 * @param fields names of the fields that differ, if both records exist
 */
public record Difference(
    String stream,
    ResultKind kind,
    long index,
    Map<String, String> expected,
    Map<String, String> found,
    List<String> fields) {

  private static final List<String> COORDINATES =
      List.of("kind", "frame", "timestamp", "time", "face_id", "face", "episode");

  /** Fields of either record whose texts differ by more than the tolerance. */
  static List<String> between(
      Map<String, String> expected, Map<String, String> found, Tolerance tolerance) {
    Set<String> names = new LinkedHashSet<>(expected.keySet());
    names.addAll(found.keySet());
    List<String> differing = new ArrayList<>();
    for (String name : names) {
      if (!tolerance.accepts(name, expected.get(name), found.get(name))) {
        differing.add(name);
      }
    }
    return differing;
  }

  /** Description for users: location, fields and both records. */
  public String text() {
    StringBuilder text = new StringBuilder();
    Map<String, String> any = expected.isEmpty() ? found : expected;
    text.append("first difference: stream %s, %s %d".formatted(stream, kind.word(), index));
    List<String> where = new ArrayList<>();
    for (String name : COORDINATES) {
      if (any.containsKey(name)) {
        where.add(name + " " + any.get(name));
      }
    }
    text.append(where.isEmpty() ? "" : " (" + String.join(", ", where) + ")").append('\n');
    for (String name : fields) {
      text.append(
          "  %s: expected %s, found %s%n"
              .formatted(name, value(expected, name), value(found, name)));
    }
    text.append("expected: ").append(record(expected)).append('\n');
    return text.append("found:    ").append(record(found)).toString();
  }

  private static String value(Map<String, String> record, String name) {
    String value = record.getOrDefault(name, "");
    return value.isEmpty() ? "nothing" : value;
  }

  private static String record(Map<String, String> record) {
    return record.isEmpty() ? "no further record" : FlatJson.write(record);
  }
}
