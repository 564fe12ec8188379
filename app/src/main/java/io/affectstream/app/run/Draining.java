package io.affectstream.app.run;

import io.affectstream.app.embedded.RunningJob;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

/**
 * Ends a job that cannot produce further results although some of its streams are open, so that a
 * run never waits indefinitely. Once every source is played and nothing was written for {@link
 * #QUIET}, a checkpoint shows what the job has read. If that is everything, the job is drained: it
 * writes all remaining results and finishes.
 *
 * <p>Called by one thread; works on a separate thread.
 */
final class Draining implements AutoCloseable {

  static final Duration QUIET = Duration.ofSeconds(5);

  private static final int LOOKS = 10;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final RunningJob job;
  private final UnreadInput unread;
  private final Path savepoints;
  private final LongSupplier nanoTime;
  private final ExecutorService thread;
  private long quietSince;
  private Future<Boolean> attempt;
  private volatile boolean stopping;
  private boolean over;

  /**
   * @param savepoints folder of the savepoint of a drained job
   * @param nanoTime monotonic clock, {@code System::nanoTime}
   */
  Draining(RunningJob job, UnreadInput unread, Path savepoints, LongSupplier nanoTime) {
    this.job = job;
    this.unread = unread;
    this.savepoints = savepoints;
    this.nanoTime = nanoTime;
    this.thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread draining = new Thread(task, "draining");
              draining.setDaemon(true);
              return draining;
            });
    this.quietSince = nanoTime.getAsLong();
  }

  /** A record was written. */
  void written() {
    quietSince = nanoTime.getAsLong();
  }

  /** Checks whether to drain; {@code played} is true once all sources are played. */
  void look(boolean played) throws IOException, InterruptedException {
    if (attempt != null && attempt.isDone()) {
      over |= drained();
      attempt = null;
      written();
    } else if (!played) {
      written();
    } else if (attempt == null && !over && isQuiet()) {
      attempt = thread.submit(this::drain);
    }
  }

  private boolean isQuiet() {
    return nanoTime.getAsLong() - quietSince > QUIET.toNanos();
  }

  private boolean drained() throws IOException, InterruptedException {
    try {
      return attempt.get();
    } catch (ExecutionException e) {
      stopping = false;
      return false; // the job failed or restarts, which the watcher of the job reports
    }
  }

  private boolean drain() throws IOException, InterruptedException {
    job.checkpoint();
    for (int i = 0; i < LOOKS; i++) { // positions are stored shortly after the checkpoint
      if (!unread.any()) {
        stopping = true;
        job.drain(savepoints);
        return true;
      }
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    }
    return false;
  }

  /** Whether the job is being drained or was drained. */
  boolean stopping() {
    return stopping;
  }

  /** Whether the job was drained: all results are written and committed. */
  boolean over() {
    return over;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
