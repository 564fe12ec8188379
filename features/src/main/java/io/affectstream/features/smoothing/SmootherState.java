package io.affectstream.features.smoothing;

/**
 * State of {@link StreamingSmoother} for one sequence: the labels not yet emitted and the {@code
 * maxWindow} before them. Fields are public and primitive so that state back ends can store it;
 * only the smoother changes them. Bounded by the configuration: at most {@code 2 (maxThreshold + 2
 * maxWindow + 2)} labels. A configuration may be changed between two pushes; labels already dropped
 * are then ignored.
 */
public final class SmootherState {

  /** Original labels; entries from {@link #size} on are free. */
  public int[] labels = {};

  /** Number of labels held. */
  public int size;

  /** Index into {@link #labels} of the next label to emit. */
  public int head;

  /** Length so far of the undecided run that starts at {@link #head}. */
  public int run;

  /** Whether the label at {@link #head} continues a run that is kept. */
  public boolean kept;

  /** Label chosen for the last decided run; -1 before the first. */
  public int preceding = -1;

  /** Number of labels pushed but not yet emitted. */
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

  /** Resets the state. */
  void clear() {
    size = 0;
    head = 0;
    run = 0;
    kept = false;
    preceding = -1;
  }
}
