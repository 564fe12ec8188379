package io.affectstream.features.alerts;

import io.affectstream.schemas.Finality;
import io.affectstream.schemas.digest.Sha256;
import java.util.List;

/**
 * A rule's condition was met.
 *
 * @param stream stream id
 * @param finality whether final rows or provisional ones triggered it
 * @param id identity; of final ones the same in every replay
 * @param rule the version of the rule
 * @param time originating time of the row that triggered it, microseconds
 * @param onset originating time since which the condition has held, microseconds
 * @param frame frame of that row
 * @param face face of that row; -1 = none, or the rule is for the stream as a whole
 * @param role role of the stream; empty if unknown
 * @param readings the probabilities that the rule refers to, in that row
 * @param words the words that matched
 */
public record Alert(
    String stream,
    Finality finality,
    String id,
    RuleVersion rule,
    long time,
    long onset,
    long frame,
    int face,
    String role,
    List<Reading> readings,
    List<String> words) {

  private static final int ID_BYTES = 16;

  /**
   * A probability.
   *
   * @param measure its measure, as written in rules
   * @param value the probability
   */
  public record Reading(String measure, float value) {}

  static Alert of(ActiveRule rule, AlertRow row, long onset, List<String> words) {
    int face = rule.ofFace() ? row.face() : AlertRow.NO_FACE;
    List<Reading> readings =
        rule.measures().stream()
            .map(measure -> new Reading(measure.name(), measure.of(row)))
            .filter(reading -> !Float.isNaN(reading.value()))
            .toList();
    return new Alert(
        row.stream(),
        row.finality(),
        id(row, rule.version(), face),
        rule.version(),
        row.time(),
        onset,
        row.frame(),
        face,
        row.role(),
        readings,
        words);
  }

  private static String id(AlertRow row, RuleVersion rule, int face) {
    String identity =
        String.join("\0", row.stream(), rule.key(), rule.text(), face + "", row.time() + "");
    if (row.finality() == Finality.PROVISIONAL) {
      identity += "\0" + row.finality();
    }
    return Sha256.of(identity, ID_BYTES);
  }
}
