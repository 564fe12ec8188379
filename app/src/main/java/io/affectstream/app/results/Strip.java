package io.affectstream.app.results;

import io.affectstream.schemas.Expression;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Counts of each expression per slice of time, in bounded memory: slices start short and double in
 * length whenever there are too many. Depends on the frames alone, not on their order.
 */
public final class Strip {

  private static final int MAX_SLICES = 4096;
  private static final int KINDS = Labels.EXPRESSIONS.size() + 1;
  private static final int NOT_MEASURED = KINDS - 1;

  /** Place of the number of uncertain frames, which are counted by expression too. */
  private static final int UNCERTAIN = KINDS;

  private long width = 10_000;
  private TreeMap<Long, int[]> slices = new TreeMap<>();

  /**
   * Counts a frame.
   *
   * @param label empty if it was not measured
   * @param uncertain whether the bundle calls it uncertain
   */
  public void add(long time, Optional<Expression> label, boolean uncertain) {
    int kind = label.map(Strip::index).orElse(NOT_MEASURED);
    int[] counts = slices.computeIfAbsent(Math.floorDiv(time, width), slice -> new int[KINDS + 1]);
    counts[kind]++;
    counts[UNCERTAIN] += uncertain ? 1 : 0;
    while (slices.size() > MAX_SLICES) {
      halve();
    }
  }

  private void halve() {
    TreeMap<Long, int[]> merged = new TreeMap<>();
    slices.forEach(
        (slice, counts) -> {
          int[] sum = merged.computeIfAbsent(Math.floorDiv(slice, 2), half -> new int[KINDS + 1]);
          for (int i = 0; i <= KINDS; i++) {
            sum[i] += counts[i];
          }
        });
    slices = merged;
    width *= 2;
  }

  /** Frames counted. */
  public long frames() {
    return slices.values().stream().flatMapToInt(counts -> Arrays.stream(counts, 0, KINDS)).sum();
  }

  /**
   * One cell per column: the most frequent expression there, its letter in lower case if most of
   * the measured frames are uncertain; {@code '.'} for frames without a measurement, a space for no
   * frames. A column that is shorter than a frame takes the frame at its time, even if the next one
   * was dropped.
   *
   * @param from first instant, microseconds
   * @param until instant after the last, microseconds
   * @param frame duration of a frame, microseconds
   */
  public char[] cells(long from, long until, long frame, int columns) {
    char[] cells = new char[columns];
    for (int i = 0; i < columns; i++) {
      long start = from + (until - from) * i / columns;
      long end = Math.max(start + 1, from + (until - from) * (i + 1) / columns);
      cells[i] = cell(start, end);
      if (cells[i] == ' ' && end - start < frame) {
        cells[i] = cell(start - 2 * frame, end);
      }
    }
    return cells;
  }

  private char cell(long start, long end) {
    int[] sum = new int[KINDS + 1];
    slices
        .subMap(Math.floorDiv(start, width), true, Math.floorDiv(end - 1, width), true)
        .values()
        .forEach(
            counts -> {
              for (int i = 0; i <= KINDS; i++) {
                sum[i] += counts[i];
              }
            });
    int best = NOT_MEASURED;
    for (int i = 0; i < NOT_MEASURED; i++) {
      if (sum[i] > 0 && (best == NOT_MEASURED || sum[i] > sum[best])) {
        best = i;
      }
    }
    if (sum[best] == 0) {
      return ' ';
    }
    if (best == NOT_MEASURED) {
      return '.';
    }
    char letter = letter(Labels.EXPRESSIONS.get(best));
    int measured = Arrays.stream(sum, 0, NOT_MEASURED).sum();
    return 2 * sum[UNCERTAIN] > measured ? Character.toLowerCase(letter) : letter;
  }

  /** The letter of an expression. */
  public static char letter(Expression expression) {
    return expression == Expression.SURPRISE ? 'U' : expression.name().charAt(0);
  }

  private static int index(Expression label) {
    return Labels.EXPRESSIONS.indexOf(label);
  }
}
