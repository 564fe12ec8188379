package io.affectstream.app.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Effect of each fault, as a table. */
final class FaultTable {

  private record Row(
      String fault,
      int pass,
      int records,
      int lost,
      int duplicated,
      String timeline,
      Duration recovery) {}

  private final List<Row> rows = new ArrayList<>();

  /**
   * Adds a fault.
   *
   * @param pass counted from 1
   * @param records of the undisturbed run
   * @param lost missing records
   * @param duplicated repeated or unexpected records
   * @param timeline of {@link RecoveryTimeline}
   * @param recovery time from the fault until rows of later input are committed
   */
  void add(
      String fault,
      int pass,
      int records,
      int lost,
      int duplicated,
      String timeline,
      Duration recovery) {
    rows.add(new Row(fault, pass, records, lost, duplicated, timeline, recovery));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        | fault | pass | records | lost | duplicated | job restarts | task manager registers | checkpoint restored | all tasks run | next checkpoint | next rows |
        |---|---|---|---|---|---|---|---|---|---|---|
        """);
    for (Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %d | %d | %d | %d | %s | %.1f |%n",
              row.fault,
              row.pass,
              row.records,
              row.lost,
              row.duplicated,
              row.timeline,
              row.recovery.toMillis() / 1e3));
    }
    return text.toString();
  }

  /** Adds the table to a file. */
  void appendTo(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, this + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
