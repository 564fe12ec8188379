package io.affectstream.terminal;

import java.time.Duration;

/** Runs an action periodically on its own thread, until it is closed. */
final class Repeater implements AutoCloseable {

  private final Thread thread;

  private Repeater(Thread thread) {
    this.thread = thread;
  }

  /** Starts; the action runs for the first time after one period. */
  static Repeater start(String name, Duration period, Runnable action) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  Thread.sleep(period.toMillis());
                  action.run();
                }
              } catch (InterruptedException e) {
                return; // closed
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return new Repeater(thread);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
