package io.affectstream.features.alerts;

import io.affectstream.features.alerts.Condition.Change;
import java.util.List;

/**
 * A version of a rule with its parsed text.
 *
 * @param version the version
 * @param rule its parsed text
 * @param changes the changes in its condition, by slot
 * @param phrases the phrases in its condition
 * @param measures the measures that its condition refers to
 * @param ofFace whether it is evaluated for each face
 */
record ActiveRule(
    RuleVersion version,
    Rule rule,
    List<Change> changes,
    List<Phrases> phrases,
    List<Measure> measures,
    boolean ofFace) {

  static ActiveRule of(RuleVersion version) {
    try {
      Rule rule = RuleParser.parse(version.text());
      return new ActiveRule(
          version, rule, rule.changes(), rule.phrases(), rule.measures(), rule.ofFace());
    } catch (RuleException e) {
      throw new IllegalArgumentException(
          "rule %s: %s; check rules with RuleParser before they are used"
              .formatted(version.key(), e.getMessage()),
          e);
    }
  }

  /** Whether the state of a rule belongs to this version. */
  boolean owns(AlertState.RuleState state) {
    return state.rule.equals(version.key()) && state.text.equals(version.text());
  }
}
