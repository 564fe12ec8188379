package io.affectstream.features.alerts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * All versions of all rules, and which of them are effective when. At any originating time a rule
 * is effective in the version with the latest {@code effectiveFrom} up to then, unless that is a
 * withdrawal. Immutable.
 */
public final class RuleBook {

  /** A book without rules. */
  public static final RuleBook EMPTY = new RuleBook(List.of());

  private final NavigableMap<Long, List<ActiveRule>> effective = new TreeMap<>();

  /**
   * A book of these versions; of two with the same rule and {@code effectiveFrom} the later one in
   * the collection counts.
   *
   * @throws IllegalArgumentException if a text does not match the grammar
   */
  public RuleBook(Collection<RuleVersion> versions) {
    Map<String, RuleVersion> distinct = new TreeMap<>();
    versions.forEach(version -> distinct.put(version.key(), version));
    List<RuleVersion> ordered = new ArrayList<>(distinct.values());
    ordered.sort(
        Comparator.comparingLong(RuleVersion::effectiveFrom).thenComparing(RuleVersion::rule));
    Map<String, ActiveRule> current = new TreeMap<>();
    for (RuleVersion version : ordered) {
      if (version.withdrawn()) {
        current.remove(version.rule());
      } else {
        current.put(version.rule(), ActiveRule.of(version));
      }
      effective.put(version.effectiveFrom(), List.copyOf(current.values()));
    }
  }

  /** Whether there is any version of any rule. */
  public boolean isEmpty() {
    return effective.isEmpty();
  }

  /** Whether a rule matches words. */
  public boolean matchesWords() {
    return effective.values().stream()
        .flatMap(List::stream)
        .anyMatch(rule -> !rule.phrases().isEmpty());
  }

  /** The rules effective at an originating time, by name. */
  List<ActiveRule> at(long time) {
    Map.Entry<Long, List<ActiveRule>> entry = effective.floorEntry(time);
    return entry == null ? List.of() : entry.getValue();
  }
}
