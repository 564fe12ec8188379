package io.affectstream.jobs.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.features.alerts.RuleVersion;
import io.affectstream.schemas.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesFileTest {

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("rules.yaml"), text);
  }

  private String problems(String text) throws IOException {
    Path file = file(text);
    try {
      return RulesFile.read(file).toString();
    } catch (RulesFileException e) {
      return e.getMessage().replace(file.toString(), "F");
    }
  }

  @Test
  void readsEveryKey() throws Exception {
    Path file =
        file(
            """
            # comments are allowed
            rules:
              angry:
                when: anger over 0.6 for 3 s where role = customer
                severity: critical
                early: true
                from: 1.5 min
              cancel:
                when: >-
                  words match "cancel|lawyer"
                  while anger over 0.4
            """);
    assertThat(RulesFile.read(file))
        .containsExactly(
            new RuleVersion(
                "angry",
                90_000_000,
                "anger over 0.6 for 3 s where role = customer",
                Severity.CRITICAL,
                true,
                false),
            new RuleVersion(
                "cancel",
                RuleVersion.ALWAYS,
                "words match \"cancel|lawyer\" while anger over 0.4",
                Severity.WARNING,
                false,
                false));
    RuleSet later = RuleSet.read(file, Optional.of(7L));
    assertThat(later.size()).isEqualTo(2);
    assertThat(later.text()).startsWith("angry@90000000: anger").contains("; cancel@7: words");
    assertThat(later.matchingWords()).containsExactly("cancel");
  }

  @Test
  void problemsOfAllRulesHaveTheirPlaceInTheFile() throws Exception {
    assertThat(
            problems(
                """
                rules:
                  angry:
                    when: anger above 0.6
                    severity: high
                  sad:
                    when: "sadness over 2"
                    wen: x
                  two words:
                    early: yes
                  fine:
                    when: no face for 30 s
                    from: later
                """))
        .isEqualTo(
            """
            F, line 3, column 17: rule angry: expected 'over', 'under', 'rises' or 'falls' after 'anger', found 'above'
            F, line 4, column 15: severity: expected info, warning or critical, found 'high'
            F, line 7, column 5: expected one of the keys [when, severity, early, from], found 'wen'
            F, line 6, column 25: rule sad: expected a number from 0 to 1, found '2'
            F, line 8, column 3: expected a name of 1 to 100 letters, digits, '.', '_' or '-', beginning with a letter or digit, found 'two words'
            F, line 8, column 3: rule two words: expected 'when: CONDITION', found none
            F, line 9, column 12: early: expected true or false, found 'yes'
            F, line 12, column 11: from: expected 'start', a time such as '90 s' or an instant such as '2026-11-30T12:00:00Z', found 'later'\
            """);
  }

  @Test
  void anEarlyRuleHasNoWords() throws Exception {
    assertThat(
            problems(
                """
                rules:
                  cancel:
                    when: words match "cancel" while anger over 0.4
                    early: true
                """))
        .startsWith("F, line 4, column 12: rule cancel: expected a condition without words");
  }

  @Test
  void aTextOverSeveralLinesIsLocatedWithinItself() throws Exception {
    assertThat(problems("rules:\n  a:\n    when: |\n      anger over 0.5\n      for ever\n"))
        .isEqualTo(
            "F, line 3, column 11: rule a: expected a duration, e.g. '3 s' ('ms', 's', 'min' or"
                + " 'h'), found 'ever' (line 2, column 5 of 'when')");
  }

  @Test
  void otherFilesAreRefused() throws Exception {
    assertThat(problems("")).contains("expected 'rules:' at the top");
    assertThat(problems("alarms: {}")).contains("line 1, column 1: expected 'rules:'");
    assertThat(problems("rules: [a]")).contains("expected 'rules:' with the rules below it");
    assertThat(problems("rules:\n  a: {when: no face}\n  a: {when: no face}\n"))
        .contains("line 3, column 3: expected each rule once, found 'a' at line 2 too");
    assertThat(problems("rules:\n  a: {when: no face\n"))
        .startsWith("F, line ")
        .contains("YAML: while parsing a flow mapping, expected ',' or '}', but got");
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, 0, (byte) 0xfe});
    assertThatThrownBy(() -> RulesFile.read(binary))
        .isInstanceOf(RulesFileException.class)
        .hasMessageContaining("expected text in UTF-8");
    assertThat(problems("rules:\n  a: [b]\n")).contains("rule a: expected the keys");
    assertThatThrownBy(() -> RulesFile.read(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void timesAreWrittenAsDurationsOrInstants() {
    assertThat(EffectiveFrom.parse("start")).isEqualTo(RuleVersion.ALWAYS);
    assertThat(EffectiveFrom.parse("250 ms")).isEqualTo(250_000);
    assertThat(EffectiveFrom.parse("1970-01-01T00:00:01.5Z")).isEqualTo(1_500_000);
    for (long time : List.of(RuleVersion.ALWAYS, 0L, 90_000_000L, 1_500_001L)) {
      assertThat(EffectiveFrom.parse(EffectiveFrom.text(time))).isEqualTo(time);
    }
  }
}
