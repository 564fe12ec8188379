package io.affectstream.app.embedded;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A service that starts on its own thread while the user starts another. Closing it stops the
 * service or its start, unless the service was taken.
 *
 * @param <T> the service
 */
public final class Starting<T extends AutoCloseable> implements AutoCloseable {

  private final FutureTask<T> task;
  private final Thread thread;
  private boolean taken;

  /** A start method, e.g. that of {@link EmbeddedFlink}. */
  @FunctionalInterface
  public interface Start<T> {

    /** Starts; an interrupt of its thread aborts the start. */
    T start() throws IOException, InterruptedException;
  }

  private Starting(Start<T> start, String name) {
    this.task = new FutureTask<>(start::start);
    this.thread = new Thread(task, name);
  }

  /** Starts in the background. */
  public static <T extends AutoCloseable> Starting<T> of(String name, Start<T> start) {
    Starting<T> starting = new Starting<>(start, "start of " + name);
    starting.thread.start();
    return starting;
  }

  /**
   * Waits for the service, which the caller closes from now on.
   *
   * @throws IOException if it could not start
   */
  public T take() throws IOException, InterruptedException {
    try {
      T service = task.get();
      taken = true;
      return service;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IOException(EmbeddedFlink.rootMessage(e), e);
    }
  }

  private void stop() throws Exception {
    T service;
    try {
      service = task.get();
    } catch (ExecutionException e) {
      return; // it did not start
    }
    service.close();
  }

  @Override
  public void close() {
    if (taken) {
      return;
    }
    thread.interrupt();
    Uninterrupted.run(
        () -> {
          thread.join();
          stop();
        });
  }
}
