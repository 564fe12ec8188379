package io.affectstream.training.pool;

/** Which word a row's answer is that of: the last up to its step, else the first after it. */
public final class HeldWord {

  private HeldWord() {}

  /**
   * The step whose word counts, of those of a window; -1 if there is none.
   *
   * @param present whether there is a word at each step of the window
   * @param centre the row's step
   */
  public static int at(boolean[] present, int centre) {
    for (int step = centre; step >= 0; step--) {
      if (present[step]) {
        return step;
      }
    }
    for (int step = centre + 1; step < present.length; step++) {
      if (present[step]) {
        return step;
      }
    }
    return -1;
  }
}
