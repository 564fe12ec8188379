package io.affectstream.bench.live;

/** Finds the maximum number of streams that is held, by doubling and then by bisection. */
public final class LargestHeld {

  /** Tries a number of streams. */
  @FunctionalInterface
  public interface Probe {

    /** Whether this number of streams is held. */
    boolean holds(int streams) throws Exception;
  }

  private LargestHeld() {}

  /**
   * The maximum number that is held, assuming that holding n implies holding fewer.
   *
   * @param first first number tried, at least 1
   * @param limit maximum number tried
   * @return 0 if not even one stream is held
   */
  public static int find(int first, int limit, Probe probe) throws Exception {
    int held = 0;
    int tried = Math.min(first, limit);
    while (probe.holds(tried)) {
      held = tried;
      if (tried == limit) {
        return held;
      }
      tried = Math.min(limit, 2 * tried);
    }
    int broken = tried;
    while (broken - held > 1) {
      int middle = (held + broken) / 2;
      if (probe.holds(middle)) {
        held = middle;
      } else {
        broken = middle;
      }
    }
    return held;
  }
}
