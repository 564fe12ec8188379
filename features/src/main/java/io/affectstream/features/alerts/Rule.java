package io.affectstream.features.alerts;

import io.affectstream.features.alerts.Condition.Change;
import io.affectstream.features.alerts.Condition.Label;
import io.affectstream.features.alerts.Condition.Level;
import io.affectstream.features.alerts.Condition.Spoken;
import java.util.List;
import java.util.stream.Stream;

/**
 * A rule as parsed.
 *
 * @param condition what a row must fulfil
 * @param forMicros how long it must hold, microseconds; 0 = one row is enough
 * @param times how often that must begin; 1 unless the rule counts
 * @param inMicros period within which it is counted, microseconds
 * @param filters the streams and faces it is for; all must match
 * @param quietMicros after an alert none for this long, microseconds
 */
public record Rule(
    Condition condition,
    long forMicros,
    int times,
    long inMicros,
    List<Filter> filters,
    long quietMicros) {

  /** Whether it is evaluated for each face, not once for each frame. */
  boolean ofFace() {
    return condition.ofFace();
  }

  /** Whether it is for the stream and face of the row. */
  boolean admits(AlertRow row) {
    return filters.stream().allMatch(filter -> filter.admits(row));
  }

  List<Change> changes() {
    return atoms(Change.class).toList();
  }

  List<Phrases> phrases() {
    return atoms(Spoken.class).map(Spoken::phrases).toList();
  }

  /** The measures that it refers to, each once. */
  List<Measure> measures() {
    return condition
        .atoms()
        .flatMap(
            atom -> {
              if (atom instanceof Level level) {
                return Stream.of(level.measure());
              }
              if (atom instanceof Change change) {
                return Stream.of(change.measure());
              }
              return atom instanceof Label label ? Stream.of(label.expression()) : Stream.empty();
            })
        .distinct()
        .toList();
  }

  private <T extends Condition> Stream<T> atoms(Class<T> type) {
    return condition.atoms().filter(type::isInstance).map(type::cast);
  }
}
