package io.affectstream.jobs.alerts;

import io.affectstream.features.alerts.RuleBook;
import io.affectstream.features.alerts.RuleVersion;
import io.affectstream.jobs.config.KafkaSection;
import io.affectstream.operators.source.RuleArrival;
import io.affectstream.schemas.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Rules of a file, to be applied to a topic or checked against earlier results. */
public final class RuleSet {

  private final List<RuleVersion> rules;

  RuleSet(List<RuleVersion> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * Reads a file.
   *
   * @param from originating time in microseconds from which rules without {@code from} are
   *     effective; empty = from the start of every stream
   * @throws RulesFileException if the file has problems
   * @throws IOException if it cannot be read
   */
  public static RuleSet read(Path file, Optional<Long> from) throws IOException {
    return new RuleSet(
        RulesFile.read(file).stream()
            .map(rule -> from.map(time -> at(rule, time)).orElse(rule))
            .toList());
  }

  private static RuleVersion at(RuleVersion rule, long time) {
    return rule.effectiveFrom() != RuleVersion.ALWAYS
        ? rule
        : new RuleVersion(
            rule.rule(), time, rule.text(), rule.severity(), rule.early(), rule.withdrawn());
  }

  /** Number of rules. */
  public int size() {
    return rules.size();
  }

  /** All rules as text, which differs if any rule differs. */
  public String text() {
    return rules.stream()
        .map(rule -> "%s: %s".formatted(rule.key(), text(rule)))
        .collect(Collectors.joining("; "));
  }

  /** Names of the rules that match words. */
  public List<String> matchingWords() {
    return rules.stream()
        .filter(rule -> new RuleBook(List.of(rule)).matchesWords())
        .map(RuleVersion::rule)
        .toList();
  }

  /** Writes the rules to the topic, whatever it holds. */
  public void publish(KafkaSection kafka) throws IOException, InterruptedException {
    RuleTopic.write(kafka, rules);
  }

  /** The rules at work on the rows of an earlier run. */
  public RuleCheck check() {
    return new RuleCheck(new RuleBook(rules));
  }

  /**
   * Writes those rules to the topic that differ from what it holds.
   *
   * @param withdrawOthers whether to withdraw the topic's rules that are not in this set, from the
   *     originating time {@code from} (microseconds) on
   * @return a line for each rule
   * @throws IOException if a rule would begin before the version that it replaces, or the topic
   *     cannot be read or written
   */
  public List<String> apply(KafkaSection kafka, boolean withdrawOthers, long from)
      throws IOException, InterruptedException {
    Map<String, RuleVersion> current = current(RuleTopic.read(kafka));
    List<RuleVersion> written = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (RuleVersion rule : rules) {
      RuleVersion before = current.remove(rule.rule());
      if (before != null && same(before, rule)) {
        lines.add(rule.rule() + ": unchanged");
        continue;
      }
      if (before != null) {
        refuseEarlier(before, rule.effectiveFrom());
      }
      written.add(rule);
      lines.add(
          "%s: effective from %s: %s"
              .formatted(rule.rule(), EffectiveFrom.text(rule.effectiveFrom()), text(rule)));
    }
    for (RuleVersion other : current.values()) {
      if (other.withdrawn()) {
        continue;
      }
      if (withdrawOthers) {
        refuseEarlier(other, from);
        written.add(RuleVersion.withdrawn(other.rule(), from));
        lines.add("%s: withdrawn from %s".formatted(other.rule(), EffectiveFrom.text(from)));
      } else {
        lines.add(other.rule() + ": not in the file, stays; --withdraw-others ends it");
      }
    }
    RuleTopic.write(kafka, written);
    return lines;
  }

  /** The version of each rule that is effective last. */
  private static Map<String, RuleVersion> current(List<RuleArrival> arrivals) {
    Map<String, RuleVersion> current = new TreeMap<>();
    arrivals.stream()
        .sorted(
            Comparator.comparingLong((RuleArrival rule) -> rule.version().effectiveFrom())
                .thenComparingLong(RuleArrival::offset))
        .forEach(rule -> current.put(rule.version().rule(), rule.version()));
    return current;
  }

  private static boolean same(RuleVersion before, RuleVersion rule) {
    return !before.withdrawn()
        && before.text().equals(rule.text())
        && before.severity() == rule.severity()
        && before.early() == rule.early();
  }

  private static void refuseEarlier(RuleVersion before, long from) throws IOException {
    if (from < before.effectiveFrom()) {
      throw new IOException(
          "rule %s: expected a start at or after %s, from when its latest version is effective, found %s; give --from or 'from:'"
              .formatted(
                  before.rule(),
                  EffectiveFrom.text(before.effectiveFrom()),
                  EffectiveFrom.text(from)));
    }
  }

  private static String text(RuleVersion rule) {
    return "%s%s%s"
        .formatted(
            rule.text().replaceAll("\\s+", " "),
            rule.severity() == Severity.WARNING ? "" : " [" + rule.severity() + "]",
            rule.early() ? " [early]" : "");
  }
}
