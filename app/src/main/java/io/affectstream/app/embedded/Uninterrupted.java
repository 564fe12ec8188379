package io.affectstream.app.embedded;

/**
 * Closes resources completely although the thread was asked to stop: an interrupt that is pending
 * is put aside while the action runs and restored afterwards.
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
