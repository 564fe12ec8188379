package io.affectstream.app.alerts;

import io.affectstream.app.files.FramesTable;
import io.affectstream.jobs.alerts.RuleCheck;
import io.affectstream.schemas.AffectAlert;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The tables of an earlier run.
 *
 * @param tables its files {@code STREAM.frames.csv}
 */
public record PastRun(List<Path> tables) {

  /**
   * The run whose results are in a folder.
   *
   * @throws IOException if there are none
   */
  public static PastRun in(Path folder) throws IOException {
    List<Path> tables = List.of();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        tables = files.filter(FramesTable::isOne).sorted().toList();
      }
    }
    if (tables.isEmpty()) {
      throw new IOException(
          "--against %s: expected a folder with results of 'affect analyze' (STREAM.frames.csv), found none"
              .formatted(folder));
    }
    return new PastRun(tables);
  }

  /**
   * Checks every stream.
   *
   * @param role role of the streams; empty if unknown
   * @param words words of the stream, if there is one stream only
   * @param out receives the alerts
   * @return number of rows
   */
  public long check(RuleCheck check, String role, List<Word> words, Consumer<AffectAlert> out)
      throws IOException {
    long rows = 0;
    for (Path file : tables) {
      check.begin(role, words);
      try (FramesTable table = FramesTable.open(file)) {
        TableRows reader = new TableRows(table, FramesTable.stream(file));
        Optional<AffectFrame> row = reader.next();
        while (row.isPresent()) {
          check.row(row.get()).forEach(out);
          rows++;
          row = reader.next();
        }
      }
    }
    return rows;
  }
}
