package io.affectstream.features.align;

import java.util.ArrayList;
import java.util.List;

/**
 * Ascending set of steps stored as runs of consecutive steps, so that a jump in time costs one run.
 * Public fields: part of the checkpointed state.
 */
public final class StepRuns {

  /** First and last step of each run, in pairs. */
  public List<Long> bounds = new ArrayList<>();

  /** Adds a step; one at or before the last is ignored. */
  public void append(long step) {
    int size = bounds.size();
    if (!isBeyond(step)) {
      return;
    }
    if (size > 0 && step == bounds.get(size - 1) + 1) {
      bounds.set(size - 1, step);
    } else {
      bounds.add(step);
      bounds.add(step);
    }
  }

  /** Whether every step is before this one. */
  public boolean isBeyond(long step) {
    return bounds.isEmpty() || step > last();
  }

  /**
   * The highest step.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public long last() {
    return bounds.get(bounds.size() - 1);
  }

  /** Whether there is no step. */
  public boolean isEmpty() {
    return bounds.isEmpty();
  }

  /**
   * The lowest step.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public long first() {
    return bounds.get(0);
  }

  /** Removes and returns all steps up to and including {@code last}, ascending. */
  public List<Long> removeThrough(long last) {
    List<Long> removed = new ArrayList<>();
    while (!bounds.isEmpty() && bounds.get(0) <= last) {
      long from = bounds.get(0);
      long to = Math.min(bounds.get(1), last);
      for (long step = from; step <= to; step++) {
        removed.add(step);
      }
      if (to == bounds.get(1)) {
        bounds.subList(0, 2).clear();
      } else {
        bounds.set(0, to + 1);
      }
    }
    return removed;
  }
}
