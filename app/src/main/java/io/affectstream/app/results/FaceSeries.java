package io.affectstream.app.results;

import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.Reason;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Means of one face's numbers over slices of time, in bounded memory: slices start short and double
 * in length whenever there are too many.
 */
public final class FaceSeries {

  /** Offset of the probabilities of expressions in a column. */
  public static final int EXPRESSIONS = 0;

  /** Offset of the probabilities of action units. */
  public static final int UNITS = Labels.EXPRESSIONS.size();

  /** Offset of the coverages of face, voice and words. */
  public static final int COVERAGE = UNITS + Labels.UNITS.size();

  private static final int NUMBERS = COVERAGE + 3;
  private static final int SPEAKING = NUMBERS;
  private static final int MAX_SLICES = 2_048;

  private long width = 10_000;
  private TreeMap<Long, Slice> slices = new TreeMap<>();
  private boolean units;
  private final Set<ActionUnit> undecided = EnumSet.noneOf(ActionUnit.class);

  private static final class Slice {
    private final double[] sums = new double[NUMBERS + 1];
    private int rows;
    private int measured;
    private int judged;

    void add(Slice other) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += other.sums[i];
      }
      rows += other.rows;
      measured += other.measured;
      judged += other.judged;
    }
  }

  /** Adds a row of this face. */
  public void add(AffectFrame frame) {
    Slice slice = slices.computeIfAbsent(Math.floorDiv(frame.getTime(), width), at -> new Slice());
    slice.rows++;
    if (frame.getReason() == Reason.MEASURED) {
      slice.measured++;
      add(slice.sums, EXPRESSIONS, frame.getProbabilities());
      add(slice.sums, UNITS, frame.getActionUnits());
      units |= !frame.getActionUnits().isEmpty();
      addUndecided(frame.getDecidedUnits());
    }
    slice.sums[COVERAGE] += frame.getCoverage().getFace();
    slice.sums[COVERAGE + 1] += frame.getCoverage().getVoice();
    slice.sums[COVERAGE + 2] += frame.getCoverage().getWords();
    if (frame.getSpeaking() != null) {
      slice.judged++;
      slice.sums[SPEAKING] += frame.getSpeaking();
    }
    while (slices.size() > MAX_SLICES) {
      halve();
    }
  }

  private void addUndecided(List<Boolean> decided) {
    for (int i = 0; i < decided.size(); i++) {
      if (!decided.get(i)) {
        undecided.add(Labels.UNITS.get(i));
      }
    }
  }

  private static void add(double[] sums, int first, List<Float> values) {
    for (int i = 0; i < values.size(); i++) {
      sums[first + i] += values.get(i);
    }
  }

  private void halve() {
    TreeMap<Long, Slice> merged = new TreeMap<>();
    slices.forEach(
        (at, slice) ->
            merged.computeIfAbsent(Math.floorDiv(at, 2), half -> new Slice()).add(slice));
    slices = merged;
    width *= 2;
  }

  /** Whether action units were estimated. */
  public boolean hasUnits() {
    return units;
  }

  /** Action units that the bundle reports without a decision. */
  public Set<ActionUnit> undecided() {
    return Collections.unmodifiableSet(undecided);
  }

  /**
   * Means per column, {@code [columns][8 + 12 + 3]}: expressions, action units, coverages in [0,
   * 1]. {@code NaN} without a measurement or row. A column that is shorter than a frame takes the
   * frame at its time.
   *
   * @param from first instant, microseconds
   * @param until instant after the last, microseconds
   * @param frame duration of a frame, microseconds
   */
  public double[][] columns(long from, long until, long frame, int columns) {
    double[][] means = new double[columns][];
    for (int i = 0; i < columns; i++) {
      long start = from + (until - from) * i / columns;
      long end = Math.max(start + 1, from + (until - from) * (i + 1) / columns);
      Slice slice = sum(start, end);
      if (slice.rows == 0 && end - start < frame) {
        slice = sum(start - 2 * frame, end);
      }
      means[i] = means(slice);
    }
    return means;
  }

  /**
   * Mean probability that the face speaks, {@code NaN} where it was not judged.
   *
   * @param from first instant, microseconds
   * @param until instant after the last, microseconds
   */
  public double speaking(long from, long until) {
    Slice slice = sum(from, Math.max(from + 1, until));
    return slice.judged == 0 ? Double.NaN : slice.sums[SPEAKING] / slice.judged;
  }

  private Slice sum(long start, long end) {
    Slice sum = new Slice();
    slices
        .subMap(Math.floorDiv(start, width), true, Math.floorDiv(end - 1, width), true)
        .values()
        .forEach(sum::add);
    return sum;
  }

  private static double[] means(Slice slice) {
    double[] means = new double[NUMBERS];
    for (int i = 0; i < NUMBERS; i++) {
      int count = i < COVERAGE ? slice.measured : slice.rows;
      means[i] = count == 0 ? Double.NaN : slice.sums[i] / count;
    }
    return means;
  }
}
