package io.affectstream.features.alerts;

import io.affectstream.schemas.Severity;
import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * A version of a rule, or its withdrawal.
 *
 * @param rule name of the rule
 * @param effectiveFrom originating time (microseconds) from which it replaces earlier versions;
 *     {@link #ALWAYS} = from the start of every stream
 * @param text the rule; empty if withdrawn
 * @param severity severity of its alerts
 * @param early whether provisional rows may trigger it too
 * @param withdrawn whether the rule ends with this version
 */
public record RuleVersion(
    String rule,
    long effectiveFrom,
    String text,
    Severity severity,
    boolean early,
    boolean withdrawn)
    implements Serializable {

  /** What names consist of, for messages. */
  public static final String NAME_RULE =
      "1 to 100 letters, digits, '.', '_' or '-', beginning with a letter or digit";

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,99}");

  /** Whether a text can be the name of a rule. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** From the start of every stream. */
  public static final long ALWAYS = Long.MIN_VALUE;

  /** The withdrawal of a rule. */
  public static RuleVersion withdrawn(String rule, long effectiveFrom) {
    return new RuleVersion(rule, effectiveFrom, "", Severity.INFO, false, true);
  }

  /**
   * Identifies the version among all versions; another text has another key only if it begins
   * later.
   */
  public String key() {
    return rule + "@" + effectiveFrom;
  }
}
