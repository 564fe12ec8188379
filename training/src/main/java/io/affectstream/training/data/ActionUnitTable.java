package io.affectstream.training.data;

import io.affectstream.schemas.ActionUnit;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Action unit estimates by image, as CSV: header {@code picture,AU1,...,AU26}, then one row per
 * image with 12 numbers in [0, 1], or with none if the teacher found no face.
 *
 * @param rows name of an image to its 12 estimates, or to {@link #UNKNOWN}
 */
public record ActionUnitTable(Map<String, float[]> rows) {

  /** Row of an image in which the teacher found no face. */
  public static final float[] UNKNOWN = {};

  private static final String HEADER =
      "picture,"
          + Arrays.stream(ActionUnit.values()).map(Enum::name).collect(Collectors.joining(","));

  /** Estimates of an image; empty if the teacher found no face. */
  public Optional<float[]> of(String image) {
    return Optional.ofNullable(rows.get(image)).filter(row -> row.length > 0);
  }

  /**
   * Reads a file.
   *
   * @throws IOException if the header or a row is not as described
   */
  public static ActionUnitTable read(Path file) throws IOException {
    Map<String, float[]> rows = new LinkedHashMap<>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      String header = reader.readLine();
      if (!HEADER.equals(header)) {
        throw new IOException(
            "%s: expected the header '%s', found '%s'".formatted(file, HEADER, header));
      }
      String line = reader.readLine();
      while (line != null) {
        String[] cells = line.split(",");
        if (cells.length != 1 && cells.length != ActionUnit.values().length + 1) {
          throw new IOException(
              "%s: expected %d cells, found '%s'"
                  .formatted(file, ActionUnit.values().length + 1, line));
        }
        float[] values = new float[cells.length - 1];
        for (int i = 0; i < values.length; i++) {
          values[i] = Float.parseFloat(cells[i + 1]);
        }
        rows.put(cells[0], values);
        line = reader.readLine();
      }
    }
    return new ActionUnitTable(rows);
  }

  /**
   * The same estimates, each unit divided by its 99th percentile over the table and cut at 1, so
   * that every unit uses the whole range on any scale of the teacher.
   */
  public ActionUnitTable normalised() {
    float[] greatest = new float[ActionUnit.values().length];
    for (int unit = 0; unit < greatest.length; unit++) {
      int column = unit;
      double[] sorted =
          rows.values().stream()
              .filter(row -> row.length > 0)
              .mapToDouble(row -> row[column])
              .sorted()
              .toArray();
      greatest[unit] = sorted.length == 0 ? 1 : (float) sorted[(int) (sorted.length * 0.99)];
    }
    Map<String, float[]> scaled = new LinkedHashMap<>();
    rows.forEach((name, row) -> scaled.put(name, divided(row, greatest)));
    return new ActionUnitTable(scaled);
  }

  private static float[] divided(float[] row, float[] greatest) {
    float[] divided = row.clone();
    for (int i = 0; i < divided.length; i++) {
      divided[i] = Math.min(1, divided[i] / Math.max(greatest[i], 1e-6f));
    }
    return divided;
  }

  /** Writes a file atomically: a kill leaves the old file or the new one. */
  public void write(Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (BufferedWriter writer = Files.newBufferedWriter(part)) {
      writer.write(HEADER + "\n");
      for (Map.Entry<String, float[]> row : rows.entrySet()) {
        StringBuilder line = new StringBuilder(row.getKey());
        for (float value : row.getValue()) {
          line.append(',').append(value);
        }
        writer.write(line.append('\n').toString());
      }
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
