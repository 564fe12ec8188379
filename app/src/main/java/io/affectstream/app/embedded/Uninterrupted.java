package io.affectstream.app.embedded;

/**
 * Closes resources completely even if the thread is interrupted: clears a pending interrupt while
 * the action runs and restores it afterwards.
 */
final class Uninterrupted {

  /** An action that may block. */
  @FunctionalInterface
  interface Action {
    void run() throws Exception;
  }

  private Uninterrupted() {}

  static void run(Action action) {
    boolean interrupted = Thread.interrupted();
    try {
      action.run();
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("could not close: " + e.getMessage(), e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
