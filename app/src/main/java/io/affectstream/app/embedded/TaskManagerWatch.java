package io.affectstream.app.embedded;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts another task manager when the only one has ended. Flink ends a task manager if a task
 * cannot be stopped cleanly, e.g. when the broker has aborted the transaction of a sink after a
 * long outage, and expects that something starts it again. The job then continues from its last
 * checkpoint.
 */
final class TaskManagerWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TaskManagerWatch.class);
  private static final long PERIOD_MILLIS = 1000;

  /** Consecutive looks without a task manager: one that is starting is not connected yet. */
  private static final int PATIENCE = 5;

  private final MiniCluster cluster;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger started = new AtomicInteger(1);
  private final Thread thread = new Thread(this::watch, "task manager watch");

  private TaskManagerWatch(MiniCluster cluster) {
    this.cluster = cluster;
  }

  /** Watches a running cluster. */
  static TaskManagerWatch of(MiniCluster cluster) {
    TaskManagerWatch watch = new TaskManagerWatch(cluster);
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  private void watch() {
    int missing = 0;
    try {
      while (!closed.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
        missing = connected() ? 0 : missing + 1;
        if (missing == PATIENCE) {
          LOG.warn("the task manager has ended; starting another");
          cluster.startTaskManager();
          started.incrementAndGet();
          missing = 0;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.error("could not start another task manager", e);
    }
  }

  /** Whether there is a task manager; true also if the cluster cannot tell now. */
  private boolean connected() throws InterruptedException {
    try {
      return cluster.requestClusterOverview().get().getNumTaskManagersConnected() > 0;
    } catch (ExecutionException e) {
      return true;
    }
  }

  /** How many task managers have been started, the first one included. */
  int started() {
    return started.get();
  }

  /** Stops watching; the cluster is closed afterwards. */
  @Override
  public void close() throws InterruptedException {
    closed.countDown();
    thread.join();
  }
}
