package io.affectstream.features.smoothing;

/**
 * Causal form of the label filter: the label of each frame as {@link BatchSmoother} would choose it
 * if the sequence ended with that frame. A change of label therefore shows once its run is longer
 * than the threshold or wins the vote of the window before it. Stateless; one instance serves any
 * number of sequences, from one thread.
 */
public final class CausalSmoother {

  private final StreamingSmoother filter;

  public CausalSmoother(SmoothingConfig config) {
    this.filter = new StreamingSmoother(config);
  }

  /**
   * Adds the next label.
   *
   * @param label in [0, classes)
   * @return the label of this frame by its past alone
   * @throws IllegalArgumentException if the label is out of range
   */
  public int push(SmootherState state, int label) {
    int[] last = {label};
    filter.push(state, label, decided -> last[0] = decided);
    if (state.pending() > 0) {
      filter.flush(state.copy(), decided -> last[0] = decided);
    }
    return last[0];
  }
}
