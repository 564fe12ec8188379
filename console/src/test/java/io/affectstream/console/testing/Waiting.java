package io.affectstream.console.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what a running program does. */
public final class Waiting {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long LOOK_MILLIS = 20;

  private Waiting() {}

  /** Waits for a condition, for a minute at most. */
  public static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > until) {
        throw new AssertionError("not within a minute: " + what);
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }
}
