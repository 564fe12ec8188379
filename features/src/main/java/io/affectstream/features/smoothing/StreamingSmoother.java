package io.affectstream.features.smoothing;

import java.util.function.IntConsumer;

/**
 * Streaming form of the label filter: returns exactly the labels of {@link BatchSmoother}, in
 * order, for every division of the sequence into pushes. Stateless; one instance serves any number
 * of sequences, from one thread.
 *
 * <p>Why labels can be emitted early: a run is kept as soon as it is longer than its threshold,
 * independent of what follows; a shorter one is decided when it has ended and the {@code window}
 * labels after it are known, or the sequence has ended. The vote reads original labels only, of
 * which the last {@code maxWindow} before the oldest undecided one are retained. An outlier of
 * length n is therefore emitted when {@code max(window, 1)} labels have followed it, at most {@code
 * threshold - 1 + max(window, 1)} after its first label, and a run behind it never waits longer
 * than the outlier itself.
 */
public final class StreamingSmoother {

  private final SmoothingConfig config;
  private final int history;
  private final int capacity;

  public StreamingSmoother(SmoothingConfig config) {
    this.config = config;
    this.history = config.maxWindow();
    this.capacity = 2 * (config.maxThreshold() + 2 * config.maxWindow() + 2);
  }

  /**
   * Adds the next label and emits every label that is now final.
   *
   * @param label in [0, classes)
   * @param out receives smoothed labels in order; after the call at most {@link
   *     SmoothingConfig#maxDelay()} are pending
   * @throws IllegalArgumentException if the label is out of range
   */
  public void push(SmootherState state, int label, IntConsumer out) {
    config.checkLabel(label);
    makeRoom(state);
    state.labels[state.size++] = label;
    advance(state, false, out);
  }

  /** Ends the sequence: emits all pending labels and resets the state. */
  public void flush(SmootherState state, IntConsumer out) {
    advance(state, true, out);
    state.clear();
  }

  private void advance(SmootherState state, boolean ended, IntConsumer out) {
    boolean moved = true;
    while (moved && state.head < state.size) {
      moved = state.kept ? passKept(state, out) : decideRun(state, ended, out);
    }
  }

  /** Emits the rest of a kept run; always true, because it contains at least the label at head. */
  private static boolean passKept(SmootherState state, IntConsumer out) {
    if (state.labels[state.head] == state.preceding) {
      out.accept(state.preceding);
      state.head++;
    } else {
      state.kept = false;
    }
    return true;
  }

  /** Decides the run at head if possible; false if more labels are needed. */
  private boolean decideRun(SmootherState state, boolean ended, IntConsumer out) {
    int label = state.labels[state.head];
    int threshold = config.threshold(label);
    int end = endOfRun(state, label, threshold);
    if (state.run > threshold) {
      state.kept = true;
      state.preceding = label;
      state.run = 0;
      return true;
    }
    int needed = end + Math.max(1, config.window(label));
    if (state.size < needed && !ended) {
      return false;
    }
    state.preceding =
        Vote.mostFrequent(
            state.labels,
            Math.max(0, state.head - config.window(label)),
            Math.min(state.size, end + config.window(label)),
            config.classes(),
            state.preceding);
    for (; state.head < end; state.head++) {
      out.accept(state.preceding);
    }
    state.run = 0;
    return true;
  }

  /** Follows the run at head, but no further than past the threshold. */
  private static int endOfRun(SmootherState state, int label, int threshold) {
    int end = state.head + state.run;
    while (end < state.size && end - state.head <= threshold && state.labels[end] == label) {
      end++;
    }
    state.run = end - state.head;
    return end;
  }

  /** Drops labels that no vote can reach; moves each label once on average. */
  private void makeRoom(SmootherState state) {
    if (state.size < state.labels.length) {
      return;
    }
    int first = Math.max(0, state.head - history);
    int kept = state.size - first;
    int needed = Math.max(capacity, kept + 1);
    int[] target = state.labels.length >= needed ? state.labels : new int[needed];
    System.arraycopy(state.labels, first, target, 0, kept);
    state.labels = target;
    state.size = kept;
    state.head -= first;
  }
}
