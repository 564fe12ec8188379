package io.affectstream.training.data;

import io.affectstream.schemas.Expression;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Answers of another network to face images, to train on besides the labels, as CSV: header {@code
 * picture,NEUTRAL,...,OTHER}, then one row per image.
 *
 * @param rows name of an image to shares of the classes, {@code [8]} in the order of {@link
 *     Columns}, of sum 1
 */
public record TeacherAnswers(Map<String, float[]> rows) {

  private static final int CLASSES = Expression.values().length;
  private static final List<String> HEADER =
      List.of(
          ("picture,"
                  + Arrays.stream(Expression.values())
                      .map(Enum::name)
                      .collect(Collectors.joining(",")))
              .split(",", -1));

  /** Answer to an image; empty if the teacher was not asked. */
  public Optional<float[]> of(String image) {
    return Optional.ofNullable(rows.get(image));
  }

  /**
   * Faces whose shares are partly the teacher's. The labels remain, so that classes are balanced as
   * without a teacher; images without an answer are unchanged.
   *
   * @param share of the answer, in [0, 1)
   */
  public LabelledFaces mixed(LabelledFaces faces, double share) {
    float[][] mixed = new float[faces.shares().length][];
    for (int i = 0; i < mixed.length; i++) {
      float[] own = faces.shares()[i];
      mixed[i] =
          of(faces.images().names().get(i)).map(answer -> blend(own, answer, share)).orElse(own);
    }
    return new LabelledFaces(faces.images(), mixed);
  }

  private static float[] blend(float[] own, float[] answer, double share) {
    float[] blend = new float[own.length];
    for (int c = 0; c < blend.length; c++) {
      blend[c] = (float) ((1 - share) * own[c] + share * answer[c]);
    }
    return blend;
  }

  /**
   * Reads a file.
   *
   * @throws IOException if the header or a row is not as described
   */
  public static TeacherAnswers read(Path file) throws IOException {
    List<CsvLines.Line> lines = CsvLines.read(file);
    if (lines.isEmpty() || !lines.get(0).cells().equals(HEADER)) {
      throw new IOException(
          "%s: expected the header %s, found %s"
              .formatted(file, HEADER, lines.isEmpty() ? "nothing" : lines.get(0).cells()));
    }
    Map<String, float[]> rows = new LinkedHashMap<>();
    for (CsvLines.Line line : lines.subList(1, lines.size())) {
      rows.put(line.cells().get(0), shares(file, line));
    }
    return new TeacherAnswers(rows);
  }

  private static float[] shares(Path file, CsvLines.Line line) throws IOException {
    float[] shares = new float[CLASSES];
    double sum = 0;
    try {
      for (int c = 0; c < CLASSES && line.cells().size() == CLASSES + 1; c++) {
        shares[c] = Float.parseFloat(line.cells().get(c + 1));
        sum += shares[c];
      }
    } catch (NumberFormatException e) {
      throw refused(file, line, e);
    }
    if (!(Math.abs(sum - 1) < 1e-3)) {
      throw refused(file, line, null);
    }
    return shares;
  }

  private static IOException refused(Path file, CsvLines.Line line, Exception cause) {
    return new IOException(
        "%s, line %d: expected a name and %d shares of sum 1, found %s"
            .formatted(file, line.number(), CLASSES, line.cells()),
        cause);
  }

  /** Writes a file atomically: a kill leaves the old file or the new one. */
  public void write(Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (BufferedWriter writer = Files.newBufferedWriter(part)) {
      writer.write(String.join(",", HEADER) + "\n");
      for (Map.Entry<String, float[]> row : rows.entrySet()) {
        StringBuilder line = new StringBuilder(row.getKey());
        for (float value : row.getValue()) {
          line.append(',').append(Math.round(value * 1e5) / 1e5);
        }
        writer.write(line.append('\n').toString());
      }
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
