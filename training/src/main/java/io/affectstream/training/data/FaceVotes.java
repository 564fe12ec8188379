package io.affectstream.training.data;

import io.affectstream.schemas.Expression;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Votes of ten raters on each image of FER2013 (FER+, Barsoum et al. 2016, "Training deep networks
 * for facial expression recognition with crowd-sourced label distribution"), as CSV with the header
 * {@value #HEADER}.
 *
 * @param rows name of an image to its votes, in the order of the header
 */
public record FaceVotes(Map<String, int[]> rows) {

  private static final String HEADER =
      "path,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF";
  private static final List<Expression> CLASSES =
      List.of(
          Expression.NEUTRAL,
          Expression.HAPPINESS,
          Expression.SURPRISE,
          Expression.SADNESS,
          Expression.ANGER,
          Expression.DISGUST,
          Expression.FEAR);
  private static final int COLUMNS = 10;

  /**
   * Reads a file.
   *
   * @throws IOException if the header or a row is not as described
   */
  public static FaceVotes read(Path file) throws IOException {
    List<CsvLines.Line> lines = CsvLines.read(file);
    if (lines.isEmpty() || !String.join(",", lines.get(0).cells()).equals(HEADER)) {
      throw new IOException(
          "%s: expected the header '%s', found '%s'"
              .formatted(file, HEADER, lines.isEmpty() ? "" : lines.get(0).cells()));
    }
    Map<String, int[]> rows = new HashMap<>();
    for (CsvLines.Line line : lines.subList(1, lines.size())) {
      rows.put(line.cells().get(0), votes(file, line));
    }
    return new FaceVotes(rows);
  }

  private static int[] votes(Path file, CsvLines.Line line) throws IOException {
    try {
      if (line.cells().size() == COLUMNS + 1) {
        return line.cells().stream().skip(1).mapToInt(Integer::parseInt).toArray();
      }
    } catch (NumberFormatException e) {
      throw new IOException(
          "%s, line %d: expected whole numbers, found %s"
              .formatted(file, line.number(), line.cells()),
          e);
    }
    throw new IOException(
        "%s, line %d: expected a path and %d votes, found %s"
            .formatted(file, line.number(), COLUMNS, line.cells()));
  }

  /** The class that more raters chose than any other answer; empty if there is none or no row. */
  public Optional<Expression> majority(String image) {
    int[] votes = rows.get(image);
    if (votes == null) {
      return Optional.empty();
    }
    int best = 0;
    boolean tied = false;
    for (int i = 1; i < votes.length; i++) {
      tied = votes[i] == votes[best] || (tied && votes[i] < votes[best]);
      best = votes[i] > votes[best] ? i : best;
    }
    return tied || best >= CLASSES.size() ? Optional.empty() : Optional.of(CLASSES.get(best));
  }

  /**
   * Shares of the seven classes, {@code [8]} in the order of {@link Columns}. An answer of a single
   * rater is ignored. Empty if at least half of the remaining votes are for none of the seven, or
   * if there is no row.
   */
  public Optional<float[]> shares(String image) {
    int[] votes = rows.get(image);
    if (votes == null) {
      return Optional.empty();
    }
    int counted = Arrays.stream(votes).filter(count -> count > 1).sum();
    int sevens = Arrays.stream(votes, 0, CLASSES.size()).filter(count -> count > 1).sum();
    if (2 * sevens <= counted) {
      return Optional.empty();
    }
    float[] shares = new float[Expression.values().length];
    for (int i = 0; i < CLASSES.size(); i++) {
      shares[Columns.of(CLASSES.get(i))] = votes[i] > 1 ? votes[i] / (float) sevens : 0;
    }
    return Optional.of(shares);
  }
}
