package io.affectstream.features.smoothing;

/**
 * What {@link StreamingSmoother} remembers of one sequence: the labels not yet given out and the
 * {@code maxWindow} before them. Fields are public and primitive so that state back ends can store
 * it; only the smoother changes them. Bounded by the configuration: at most {@code 2 (maxThreshold
 * + 2 maxWindow + 2)} labels. A configuration may be changed between two pushes; labels already
 * forgotten then count for nothing.
 */
public final class SmootherState {

  /** Original labels; entries from {@link #size} on are free. */
  public int[] labels = {};

  /** Labels held. */
  public int size;

  /** Entry of {@link #labels} that is given out next. */
  public int head;

  /** Length known so far of the undecided run that starts at {@link #head}. */
  public int run;

  /** Whether the label at {@link #head} continues a run that is known to be kept. */
  public boolean kept;

  /** Label decided for the last run decided; -1 before the first. */
  public int preceding = -1;

  /** Labels pushed and not yet given out. */
  public int pending() {
    return size - head;
  }

  /** An independent copy. */
  public SmootherState copy() {
    SmootherState copy = new SmootherState();
    copy.labels = labels.clone();
    copy.size = size;
    copy.head = head;
    copy.run = run;
    copy.kept = kept;
    copy.preceding = preceding;
    return copy;
  }

  /** Forgets everything. */
  void clear() {
    size = 0;
    head = 0;
    run = 0;
    kept = false;
    preceding = -1;
  }
}
