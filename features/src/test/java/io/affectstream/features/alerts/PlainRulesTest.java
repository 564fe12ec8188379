package io.affectstream.features.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.alerts.PlainRule.Expected;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Random rules on random rows against the plain interpreter. All 10^5 sequences:
 *
 * <pre>mvn -pl features -am test -Dtest=PlainRulesTest -Daffect.sequences=100000</pre>
 */
class PlainRulesTest {

  private static final int SEQUENCES = Integer.getInteger("affect.sequences", 500);
  private static final Comparator<Expected> ORDER =
      Comparator.comparingLong(Expected::time)
          .thenComparing(Expected::face)
          .thenComparing(Expected::rule);

  @Test
  void agreesWithThePlainInterpreter() {
    long alerts = 0;
    for (int seed = 0; seed < SEQUENCES; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<AlertRow> rows = new RandomRows(random).rows();
      List<PlainRule> rules = new RandomRules(random).rules(rows.get(rows.size() - 1).time());
      List<Expected> expected = new ArrayList<>();
      rules.forEach(rule -> expected.addAll(rule.alerts(rows)));
      expected.sort(ORDER);
      List<Expected> found = found(rows, rules);
      found.sort(ORDER);
      assertThat(found)
          .as("sequence %d: rules %s", seed, rules.stream().map(PlainRule::version).toList())
          .isEqualTo(expected);
      alerts += expected.size();
    }
    assertThat(alerts).as("alerts of all sequences").isGreaterThan(SEQUENCES);
  }

  private static List<Expected> found(List<AlertRow> rows, List<PlainRule> rules) {
    RuleBook book = new RuleBook(rules.stream().map(PlainRule::version).toList());
    AlertState state = new AlertState();
    List<Expected> found = new ArrayList<>();
    for (AlertRow row : rows) {
      StreamAlerts.row(
          state,
          book,
          row,
          alert ->
              found.add(
                  new Expected(alert.rule().key(), alert.face(), alert.time(), alert.onset())));
    }
    return found;
  }
}
