package io.affectstream.jobs.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as written in the configuration: {@code 250 ms}, {@code 10 s}, {@code 5 min}. */
final class Durations {

  private static final Pattern FORM = Pattern.compile("(\\d{1,12})\\s*(us|ms|s|min|h|d)");

  private Durations() {}

  static Duration parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a duration such as 250 ms, 10 s or 5 min");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "us" -> Duration.ofNanos(Math.multiplyExact(number, 1_000L));
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "min" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  static String format(Duration duration) {
    long nanos = duration.getNano();
    long seconds = duration.getSeconds();
    if (nanos % 1_000_000 != 0) {
      return duration.toNanos() / 1_000 + " us";
    }
    if (nanos != 0 || seconds == 0) {
      return duration.toMillis() + " ms";
    }
    if (seconds % 3600 == 0) {
      return seconds / 3600 + " h";
    }
    return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }
}
