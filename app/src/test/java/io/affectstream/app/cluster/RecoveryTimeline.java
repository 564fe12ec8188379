package io.affectstream.app.cluster;

import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the seconds of a recovery go, from the log of the job manager. */
final class RecoveryTimeline {

  private static final String JOB = "affect";
  private static final Pattern LINE =
      Pattern.compile("^(\\d\\d:\\d\\d:\\d\\d,\\d\\d\\d) (.*)$", Pattern.MULTILINE);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss,SSS");
  private static final Duration DAY = Duration.ofDays(1);

  private static final Pattern RESTARTS =
      Pattern.compile("Job " + JOB + " .* switched from state RUNNING to RESTARTING");
  private static final Pattern REGISTERS = Pattern.compile("Registering TaskManager with");
  private static final Pattern RESTORED = Pattern.compile("Restoring job .* from Checkpoint");
  private static final Pattern RUNS = Pattern.compile("switched from INITIALIZING to RUNNING");
  private static final Pattern COMPLETE = Pattern.compile("Completed checkpoint \\d+ for job");

  private record Entry(Duration after, String text) {}

  private RecoveryTimeline() {}

  /** One row of a table: seconds after the fault, empty where the log has no such entry. */
  static String of(String log, LocalTime fault) {
    List<Entry> entries = new ArrayList<>();
    Matcher lines = LINE.matcher(log);
    while (lines.find()) {
      Duration after = Duration.between(fault, LocalTime.parse(lines.group(1), TIME));
      if (after.isNegative() && after.abs().compareTo(DAY.dividedBy(2)) > 0) {
        after = after.plus(DAY); // past midnight
      }
      if (!after.isNegative()) {
        entries.add(new Entry(after, lines.group(2)));
      }
    }
    Optional<Duration> restored = first(entries, RESTORED, Duration.ZERO);
    Optional<Duration> complete = first(entries, COMPLETE, restored.orElse(Duration.ZERO));
    Optional<Duration> runs =
        complete.flatMap(
            end ->
                entries.stream()
                    .filter(entry -> RUNS.matcher(entry.text()).find())
                    .map(Entry::after)
                    .filter(after -> after.compareTo(end) < 0)
                    .reduce((earlier, later) -> later));
    return "%s | %s | %s | %s | %s"
        .formatted(
            seconds(first(entries, RESTARTS, Duration.ZERO)),
            seconds(first(entries, REGISTERS, Duration.ZERO)),
            seconds(restored),
            seconds(runs),
            seconds(complete));
  }

  private static Optional<Duration> first(List<Entry> entries, Pattern pattern, Duration from) {
    return entries.stream()
        .filter(entry -> entry.after().compareTo(from) >= 0)
        .filter(entry -> pattern.matcher(entry.text()).find())
        .map(Entry::after)
        .findFirst();
  }

  private static String seconds(Optional<Duration> after) {
    return after
        .map(duration -> String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1e3))
        .orElse("");
  }
}
