package io.affectstream.app.replay;

import io.affectstream.app.files.FramesTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Results in files: tables of {@code analyze} with its {@code events.jsonl}, or output of {@code
 * consume --json}.
 *
 * @param tables files of frames
 * @param lines files of JSON lines
 */
record EarlierFiles(List<Path> tables, List<Path> lines) implements EarlierRun {

  static EarlierFiles at(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return new EarlierFiles(List.of(), List.of(path));
    }
    List<Path> files;
    try (Stream<Path> entries = Files.list(path)) {
      files = entries.filter(Files::isRegularFile).sorted().toList();
    }
    List<Path> tables = files.stream().filter(FramesTable::isOne).toList();
    List<Path> lines =
        files.stream().filter(file -> file.getFileName().toString().endsWith(".jsonl")).toList();
    if (tables.isEmpty() && lines.isEmpty()) {
      throw new IOException(
          "--verify %s: expected files STREAM.frames.csv or *.jsonl of an earlier run, found neither"
              .formatted(path));
    }
    return new EarlierFiles(tables, lines);
  }

  @Override
  public Rendering rendering() {
    return tables.isEmpty() ? Rendering.JSON : Rendering.TABLE;
  }

  @Override
  public void addTo(ResultSpool spool) throws IOException {
    for (Path file : tables) {
      try (FramesTable table = FramesTable.open(file)) {
        String stream = FramesTable.stream(file);
        for (Map<String, String> row = table.next(); !row.isEmpty(); row = table.next()) {
          spool.add(stream, ResultKind.FRAME, row);
        }
      }
    }
    for (Path file : lines) {
      addLines(file, spool);
    }
  }

  private void addLines(Path file, ResultSpool spool) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      long number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        Map<String, String> fields = fields(file, number, line);
        boolean event = fields.containsKey("kind");
        boolean alert = fields.containsKey("rule");
        boolean frame = fields.containsKey("frame") && tables.isEmpty() && !alert;
        if (event || frame) { // else an alert or a dead letter
          spool.add(fields.get("stream"), event ? ResultKind.EVENT : ResultKind.FRAME, fields);
        }
      }
    }
  }

  private static Map<String, String> fields(Path file, long number, String line)
      throws IOException {
    try {
      Map<String, String> fields = FlatJson.read(line);
      if (fields.containsKey("stream") || fields.containsKey("topic")) {
        return fields;
      }
    } catch (IOException e) {
      throw new IOException(problem(file, number, line), e);
    }
    throw new IOException(problem(file, number, line));
  }

  private static String problem(Path file, long number, String line) {
    return "%s, line %d: expected a record as 'affect consume --json' prints it, found: %s"
        .formatted(file, number, line);
  }
}
