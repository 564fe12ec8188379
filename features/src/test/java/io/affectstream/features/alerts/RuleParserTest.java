package io.affectstream.features.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.affectstream.features.alerts.Condition.Change;
import io.affectstream.features.alerts.Condition.Level;
import io.affectstream.features.alerts.Condition.Several;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleParserTest {

  @Test
  void readsEveryClauseInAnyOrder() throws Exception {
    Rule rule =
        RuleParser.parse(
            "anger over 0.6 AND au04 under 0.5\n"
                + "quiet 1.5 min where role = customer and stream != \"test-*\" 3 times in 1 h for 250ms");
    assertThat(rule.forMicros()).isEqualTo(250_000);
    assertThat(rule.times()).isEqualTo(3);
    assertThat(rule.inMicros()).isEqualTo(3_600_000_000L);
    assertThat(rule.quietMicros()).isEqualTo(90_000_000);
    assertThat(rule.filters())
        .containsExactly(
            new Filter(Filter.Subject.ROLE, true, "customer"),
            new Filter(Filter.Subject.STREAM, false, "test-*"));
    assertThat(rule.ofFace()).isTrue();
    assertThat(rule.measures()).extracting(Measure::name).containsExactly("anger", "AU4");
  }

  @Test
  void andBindsMoreStronglyThanOrAndWhileLeast() throws Exception {
    Condition condition =
        RuleParser.parse("no face or no voice and no words while anger over 0.4").condition();
    assertThat(condition).isInstanceOfSatisfying(Several.class, RuleParserTest::isWhile);
  }

  private static void isWhile(Several whole) {
    assertThat(whole.all()).isTrue();
    assertThat(whole.conditions().get(0))
        .isInstanceOfSatisfying(
            Several.class,
            or -> {
              assertThat(or.all()).isFalse();
              assertThat(or.conditions().get(1))
                  .isInstanceOfSatisfying(Several.class, and -> assertThat(and.all()).isTrue());
            });
    assertThat(whole.conditions().get(1)).isInstanceOf(Level.class);
  }

  @Test
  void changesAreNumbered() throws Exception {
    Rule rule =
        RuleParser.parse("sadness rises by 0.3 within 10 s or (anger falls by 1 within 2 min)");
    assertThat(rule.changes()).extracting(Change::slot).containsExactly(0, 1);
    assertThat(rule.changes())
        .extracting(Change::withinMicros)
        .containsExactly(10_000_000L, 120_000_000L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|1|1|a condition|the end of the rule",
        "rage over 0.5|1|1|a condition: 'no', 'not', 'words', 'label', '(', or one of neutral, anger|'rage'",
        "anger above 0.5|1|7|'over', 'under', 'rises' or 'falls' after 'anger'|'above'",
        "anger over 60|1|12|a number from 0 to 1|'60'",
        "anger over|1|11|a number from 0 to 1|the end of the rule",
        "anger rises by 0 within 3 s|1|16|a number above 0, up to 1|'0'",
        "anger rises by 0.2 within 3 min|1|27|a duration above 0, up to 120 s|'3 min'",
        "anger over 0.5 for 3|1|21|a unit of time|the end of the rule",
        "anger over 0.5 for 3 seconds|1|22|a unit of time: 'ms', 's', 'min' or 'h'|'seconds'",
        "anger over 0.5 for long|1|20|a duration, e.g. '3 s'|'long'",
        "anger over 0.5 for 3 s for 4 s|1|24|each clause once|'for'",
        "anger over 0.5 0 times in 3 s|1|16|a whole number from 1 to 100|'0'",
        "anger over 0.5 2 in 3 s|1|18|'times'|'in'",
        "(anger over 0.5|1|16|')'|the end of the rule",
        "no hat for 3 s|1|4|'face', 'voice' or 'words' after 'no'|'hat'",
        "label is AU4|1|10|one of neutral, anger|'AU4'",
        "words match cancel|1|13|words in double quotes|'cancel'",
        "words match \"a\" for 3 s|1|17|no 'for'|'for'",
        "words match \"a|1|13|a closing '\"' on the same line|none after \"a",
        "anger over 0.5 where name = x|1|22|'role', 'stream' or 'face'|'name'",
        "anger over 0.5 where role is x|1|27|'=' or '!='|'is'",
        "anger over 0.5 where role = 3|1|29|a role as a word or in double quotes|'3'",
        "no face where face = 1|1|15|'role' or 'stream', because|'face'",
        "anger over 0.5 please|1|16|'and', 'or', 'while', 'for', 'where', 'quiet'|'please'",
        "anger > 0.5|1|7|a word, a number|'>'",
      })
  void reportsThePlaceAndWhatIsExpected(
      String text, int line, int column, String expected, String found) {
    RuleException problem = problem(text);
    assertThat(problem.line()).isEqualTo(line);
    assertThat(problem.column()).isEqualTo(column);
    assertThat(problem.expected()).contains(expected);
    assertThat(problem.found()).contains(found);
    assertThat(problem)
        .hasMessage(
            "line %d, column %d: expected %s, found %s",
            line, column, problem.expected(), problem.found());
  }

  @Test
  void reportsLinesOfLongerTexts() {
    RuleException problem = problem("anger over 0.6\n  and sadness upper 0.2");
    assertThat(problem.line()).isEqualTo(2);
    assertThat(problem.column()).isEqualTo(15);
  }

  @ParameterizedTest
  @ValueSource(ints = {21, 500})
  void boundsTheDepth(int depth) {
    assertThat(problem("(".repeat(depth) + "no face" + ")".repeat(depth)))
        .hasMessageContaining("at most 20 parentheses or 'not' within each other");
  }

  @Test
  void everyAlternativeHasWords() {
    assertThat(problem("words match \"cancel||lawyer\""))
        .hasMessage(
            "line 1, column 13: expected 1 to 8 words between the '|', found \"cancel||lawyer\"");
  }

  @Test
  void boundsTheNumberOfConditionsAndTheLength() {
    assertThat(problem("no face" + " or no face".repeat(20)))
        .hasMessageContaining("at most 20 conditions in a rule");
    assertThat(problem("no face".repeat(400))).hasMessageContaining("at most 2000 characters");
  }

  private static RuleException problem(String text) {
    return catchThrowableOfType(RuleException.class, () -> RuleParser.parse(text));
  }
}
