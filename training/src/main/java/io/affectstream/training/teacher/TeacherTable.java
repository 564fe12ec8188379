package io.affectstream.training.teacher;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The teacher's measures of images, as CSV: header {@code image} and the columns' names, then one
 * row per image, with no numbers if the teacher found no face.
 *
 * @param columns names of the numbers
 * @param rows name of an image to its numbers, or to none
 */
record TeacherTable(List<String> columns, Map<String, float[]> rows) {

  /** An empty table. */
  static TeacherTable empty(List<String> columns) {
    return new TeacherTable(List.copyOf(columns), new TreeMap<>());
  }

  /**
   * Reads a file.
   *
   * @throws IOException if its columns differ, or a row has another number of cells
   */
  static TeacherTable read(Path file, List<String> columns) throws IOException {
    TeacherTable table = empty(columns);
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      String header = reader.readLine();
      if (!table.header().equals(header)) {
        throw new IOException(
            "%s: expected the header '%s', found '%s'; delete the file to measure again"
                .formatted(file, table.header(), header));
      }
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] cells = line.split(",");
        if (cells.length != 1 && cells.length != columns.size() + 1) {
          throw new IOException(
              "%s: expected %d cells, found '%s'".formatted(file, columns.size() + 1, line));
        }
        float[] values = new float[cells.length - 1];
        for (int i = 0; i < values.length; i++) {
          values[i] = Float.parseFloat(cells[i + 1]);
        }
        table.rows.put(cells[0], values);
      }
    }
    return table;
  }

  /** Numbers of a column over the images with a face, ascending. */
  double[] sorted(String column) {
    int index = columns.indexOf(column);
    return rows.values().stream()
        .filter(row -> row.length > 0)
        .mapToDouble(row -> row[index])
        .sorted()
        .toArray();
  }

  /** Writes a file atomically: a kill leaves the old file or the new one. */
  void write(Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (BufferedWriter writer = Files.newBufferedWriter(part)) {
      writer.write(header() + "\n");
      for (Map.Entry<String, float[]> row : rows.entrySet()) {
        StringBuilder line = new StringBuilder(row.getKey());
        for (float value : row.getValue()) {
          line.append(',').append(Math.round(value * 1e6) / 1e6);
        }
        writer.write(line.append('\n').toString());
      }
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private String header() {
    return "picture," + String.join(",", columns);
  }
}
