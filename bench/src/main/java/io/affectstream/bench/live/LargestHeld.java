package io.affectstream.bench.live;

/** Looks for the greatest number of streams that is held, by doubling and then by halves. */
public final class LargestHeld {

  /** Tries a number of streams. */
  @FunctionalInterface
  public interface Probe {

    /** Whether so many streams are held. */
    boolean holds(int streams) throws Exception;
  }

  private LargestHeld() {}

  /**
   * The greatest number that is held, if holding n means holding fewer.
   *
   * @param first first number tried, at least 1
   * @param limit greatest number tried
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
