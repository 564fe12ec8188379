package io.affectstream.bench.load;

import io.affectstream.schemas.Expression;
import java.util.Optional;

/** How many final rows have another label than their provisional row. Not thread-safe. */
public final class Revisions {

  private long measured;
  private long compared;
  private long revised;

  /** Adds a measured final row. */
  public void add(Expression label, Optional<Expression> provisional) {
    measured++;
    if (provisional.isPresent()) {
      compared++;
      revised += provisional.get() == label ? 0 : 1;
    }
  }

  /** Measured final rows. */
  public long measured() {
    return measured;
  }

  /** Those that had a provisional row before them. */
  public long compared() {
    return compared;
  }

  /** Those whose label differs from it. */
  public long revised() {
    return revised;
  }

  /** Share of the compared rows that were revised; NaN if there are none. */
  public double rate() {
    return compared == 0 ? Double.NaN : (double) revised / compared;
  }
}
