package io.affectstream.operators.source;

import io.affectstream.features.alerts.RuleException;
import io.affectstream.features.alerts.RuleParser;
import io.affectstream.features.alerts.RuleVersion;
import io.affectstream.operators.source.ArrivalReader.ImplausibleException;
import io.affectstream.schemas.AffectRule;
import java.io.Serializable;

/**
 * A version of a rule, as read from its topic. Of two records of the same version, which are in the
 * same partition, the one with the higher offset counts.
 *
 * @param version the version; its text matches the grammar
 * @param offset offset of the record
 */
public record RuleArrival(RuleVersion version, long offset) implements Serializable {

  static RuleArrival of(AffectRule rule, long offset) throws ImplausibleException {
    String name = rule.getRule();
    if (!RuleVersion.isName(name)) {
      throw new ImplausibleException(
          "", "rule: expected a name of %s, found '%s'".formatted(RuleVersion.NAME_RULE, name));
    }
    if (rule.getWithdrawn()) {
      return new RuleArrival(RuleVersion.withdrawn(name, rule.getEffectiveFrom()), offset);
    }
    try {
      RuleParser.parse(rule.getText());
    } catch (RuleException e) {
      throw new ImplausibleException("", "rule %s: %s".formatted(name, e.getMessage()));
    }
    RuleVersion version =
        new RuleVersion(
            name,
            rule.getEffectiveFrom(),
            rule.getText(),
            rule.getSeverity(),
            rule.getEarly(),
            false);
    return new RuleArrival(version, offset);
  }
}
