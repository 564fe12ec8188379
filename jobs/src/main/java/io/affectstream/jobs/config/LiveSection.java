package io.affectstream.jobs.config;

import java.io.Serializable;

/** Section {@code live}. */
public record LiveSection(
    @Option(
            value =
                "Whether `run` and a submitted job also write provisional rows to topic"
                    + " `affect.live`, at once and from the past alone. Final results do not depend"
                    + " on it. `analyze` and `replay` write none.",
            defaultValue = "true",
            changesResults = false)
        boolean enabled,
    @Option(
            value =
                "A provisional row for every n-th frame (or step of a stream without video); lowers"
                    + " the cost.",
            defaultValue = "1",
            unit = "frames",
            min = 1,
            max = 10_000,
            changesResults = false)
        int every)
    implements Serializable {

  /** The same without provisional rows. */
  public LiveSection off() {
    return new LiveSection(false, every);
  }

  /** Every how many rows a provisional one is made; 0 = none. */
  public int effectiveEvery() {
    return enabled ? every : 0;
  }
}
