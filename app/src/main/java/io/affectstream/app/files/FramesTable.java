package io.affectstream.app.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads files of {@link FramesCsv}, row by row. Not thread-safe; close it. */
public final class FramesTable implements AutoCloseable {

  private final Path file;
  private final BufferedReader reader;
  private final List<String> columns;
  private long rows;

  private FramesTable(Path file, BufferedReader reader, List<String> columns) {
    this.file = file;
    this.reader = reader;
    this.columns = columns;
  }

  /** Whether a file has the name of such a table. */
  public static boolean isOne(Path file) {
    return file.getFileName().toString().endsWith(FramesCsv.SUFFIX);
  }

  /** The stream a file belongs to, by its name. */
  public static String stream(Path file) {
    String name = file.getFileName().toString();
    return FileNames.stream(name.substring(0, name.length() - FramesCsv.SUFFIX.length()));
  }

  /**
   * Opens a file.
   *
   * @throws IOException if it cannot be read or has other columns
   */
  public static FramesTable open(Path file) throws IOException {
    BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
    try {
      String heading = reader.readLine();
      List<String> columns = heading == null ? List.of() : cells(heading);
      if (!columns.equals(FramesCsv.columns())) {
        throw new IOException(
            "%s: expected the columns of this version (%d, from 'frame' to 'bundle'), found %d: %s; replay it with the version that wrote it"
                .formatted(file, FramesCsv.columns().size(), columns.size(), heading));
      }
      return new FramesTable(file, reader, columns);
    } catch (IOException e) {
      reader.close();
      throw e;
    }
  }

  /**
   * The next row by column; empty at the end.
   *
   * @throws IOException if it has another number of cells
   */
  public Map<String, String> next() throws IOException {
    String line = reader.readLine();
    if (line == null) {
      return Map.of();
    }
    rows++;
    List<String> cells = cells(line);
    if (cells.size() != columns.size()) {
      throw new IOException(
          "%s, row %d: expected %d cells, found %d"
              .formatted(file, rows, columns.size(), cells.size()));
    }
    return row(cells);
  }

  /** A row by column. */
  public static Map<String, String> row(List<String> cells) {
    List<String> columns = FramesCsv.columns();
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      row.put(columns.get(i), cells.get(i));
    }
    return row;
  }

  /** RFC 4180 without line breaks in cells, which no column has. */
  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        boolean doubled = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
        if (doubled) {
          cell.append('"');
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
