package io.affectstream.bench.load;

import io.affectstream.features.align.AlignmentConfig;
import io.affectstream.features.smoothing.SmootherState;
import io.affectstream.features.smoothing.SmoothingConfig;
import io.affectstream.features.smoothing.StreamingSmoother;
import io.affectstream.features.time.Grid;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/**
 * The earliest originating time up to which the sources of one stream must have arrived before the
 * algorithm can emit a row: the end of the segment of the row whose label decides it, plus M steps.
 * Any further delay of a row is the overhead of the system. Rows are emitted in order, so a row
 * also waits for earlier ones.
 *
 * <p>The last rows of a face that disappears are not tracked: rows that are undecided {@value
 * #PATIENCE_MICROS} microseconds after their time are skipped.
 *
 * @param <R> key of a row for the caller
 */
final class EarliestOutput<R> {

  private static final long PATIENCE_MICROS = 3_000_000;

  private static final class Subject<R> {
    private final SmootherState filter = new SmootherState();
    private final Deque<Waiting<R>> undecided = new ArrayDeque<>();
    private long seen;
  }

  private static final class Waiting<R> {
    private final R row;
    private final long time;
    private long needed;
    private boolean decided;

    Waiting(R row, long time, long needed, boolean decided) {
      this.row = row;
      this.time = time;
      this.needed = needed;
      this.decided = decided;
    }
  }

  private final Grid grid;
  private final int segment;
  private final int halo;
  private final StreamingSmoother filter;
  private final Map<Integer, Subject<R>> subjects = new HashMap<>();
  private final Deque<Waiting<R>> inOrder = new ArrayDeque<>();
  private long before = Long.MIN_VALUE;

  /** A stream without rows. */
  EarliestOutput(AlignmentConfig alignment, SmoothingConfig smoothing) {
    this.grid = alignment.grid();
    this.segment = alignment.segment();
    this.halo = alignment.halo();
    this.filter = new StreamingSmoother(smoothing);
  }

  /**
   * Adds the next row.
   *
   * @param time originating time of the row
   * @param face its face
   * @param label its own label, not smoothed; negative = not measured, not filtered
   * @param out receives each row whose time is now known, in order, with that time
   */
  void push(long time, int face, int label, R row, ObjLongConsumer<R> out) {
    long step = grid.stepAt(time);
    long last = Math.floorDiv(step, segment) * segment + segment - 1;
    long complete = grid.endOf(last + halo);
    Waiting<R> waiting = new Waiting<>(row, time, complete, label < 0);
    inOrder.add(waiting);
    if (label >= 0) {
      decide(time, face, label, waiting, complete);
    }
    forget(time);
    while (!inOrder.isEmpty() && inOrder.element().decided) {
      Waiting<R> next = inOrder.remove();
      before = Math.max(before, next.needed);
      out.accept(next.row, before);
    }
  }

  private void decide(long time, int face, int label, Waiting<R> waiting, long complete) {
    Subject<R> subject = subjects.computeIfAbsent(face, key -> new Subject<>());
    subject.seen = time;
    subject.undecided.add(waiting);
    filter.push(
        subject.filter,
        label,
        decided -> {
          Waiting<R> oldest = subject.undecided.remove();
          oldest.needed = complete;
          oldest.decided = true;
        });
  }

  private void forget(long now) {
    subjects.values().removeIf(subject -> now - subject.seen > PATIENCE_MICROS);
    while (!inOrder.isEmpty()
        && !inOrder.element().decided
        && now - inOrder.element().time > PATIENCE_MICROS) {
      inOrder.remove();
    }
  }
}
