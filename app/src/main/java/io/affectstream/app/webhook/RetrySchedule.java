package io.affectstream.app.webhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When to try again.
 *
 * @param delays delay after each failed attempt; none is made after the last
 */
public record RetrySchedule(List<Duration> delays) {

  /** The schedule of Standard Webhooks. */
  public static final String DEFAULT = "5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h";

  private static final Pattern DELAY = Pattern.compile("(\\d{1,6}) ?(ms|s|min|h)");

  /**
   * Parses delays such as {@code 5 s, 5 min}.
   *
   * @throws IllegalArgumentException if one is malformed
   */
  public static RetrySchedule parse(String text) {
    List<Duration> delays = new ArrayList<>();
    for (String delay : text.split(",", -1)) {
      Matcher matcher = DELAY.matcher(delay.strip());
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "expected durations such as '5 s, 5 min', found '%s'".formatted(delay.strip()));
      }
      long number = Long.parseLong(matcher.group(1));
      delays.add(
          switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "min" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
          });
    }
    return new RetrySchedule(List.copyOf(delays));
  }

  /** Delay after that many failed attempts; empty if there is no further attempt. */
  Optional<Duration> after(int failures) {
    return failures <= delays.size() ? Optional.of(delays.get(failures - 1)) : Optional.empty();
  }
}
