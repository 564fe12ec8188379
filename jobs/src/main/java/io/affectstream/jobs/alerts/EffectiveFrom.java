package io.affectstream.jobs.alerts;

import io.affectstream.features.alerts.RuleVersion;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Originating times as users write them: {@code start}, a duration such as {@code 90 s}, which is
 * the time since the zero of a stream's clock, or an instant such as {@code 2026-11-30T12:00:00Z},
 * for streams whose clock counts from 1970.
 */
public final class EffectiveFrom {

  /** From the start of every stream. */
  public static final String START = "start";

  private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?) ?(ms|s|min|h)");
  private static final Map<String, Long> MICROS =
      Map.of("ms", 1_000L, "s", 1_000_000L, "min", 60_000_000L, "h", 3_600_000_000L);

  private EffectiveFrom() {}

  /**
   * The time in microseconds.
   *
   * @throws IllegalArgumentException if the text is none of these
   */
  public static long parse(String text) {
    if (text.equals(START)) {
      return RuleVersion.ALWAYS;
    }
    Matcher duration = DURATION.matcher(text);
    try {
      return duration.matches()
          ? new BigDecimal(duration.group(1))
              .multiply(BigDecimal.valueOf(MICROS.get(duration.group(2))))
              .toBigInteger()
              .longValueExact()
          : ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(text));
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "expected 'start', a time such as '90 s' or an instant such as '2026-11-30T12:00:00Z', found '%s'"
              .formatted(text),
          e);
    }
  }

  /** The time as text. */
  public static String text(long micros) {
    return micros == RuleVersion.ALWAYS
        ? START
        : BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString() + " s";
  }
}
