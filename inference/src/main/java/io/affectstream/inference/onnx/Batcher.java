package io.affectstream.inference.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Collects rows of many callers into batches for its own threads. A batch closes at B rows or T
 * after its first row was submitted. A failing batch is run again row by row, so that one bad row
 * fails alone. Results are delivered by a separate thread: actions chained to a future delay other
 * results, never inference.
 *
 * <p>Thread-safe. {@link #close} completes waiting rows, then stops; if called from a chained
 * action, it returns before the last results are delivered.
 *
 * @param <I> request
 * @param <O> result
 */
public final class Batcher<I, O> implements AutoCloseable {

  private record Row<I, O>(I request, CompletableFuture<O> answer, long submitted) {}

  private final String name;
  private final BatcherConfig config;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notEmpty = lock.newCondition();
  private final Condition notFull = lock.newCondition();
  private final Deque<Row<I, O>> queue = new ArrayDeque<>();
  private final List<Thread> workers = new ArrayList<>();
  private final ExecutorService deliveries;
  private volatile Thread deliverer;
  private boolean closed;
  private long batches;
  private long rows;
  private long failedRows;
  private long runNanos;
  private long waitNanos;

  /**
   * Starts the threads.
   *
   * @param name name of the threads and in messages
   * @param config when batches close
   * @param functions provides the function of each thread
   */
  public Batcher(String name, BatcherConfig config, Supplier<BatchFunction<I, O>> functions) {
    this.name = name;
    this.config = config;
    this.deliveries =
        Executors.newSingleThreadExecutor(
            task -> {
              deliverer = daemon(task, name + "-answers");
              return deliverer;
            });
    for (int i = 0; i < config.effectiveThreads(); i++) {
      BatchFunction<I, O> function = functions.get();
      workers.add(daemon(() -> work(function), name + "-batch-" + i));
    }
    workers.forEach(Thread::start);
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Submits a row. Blocks while the queue is full.
   *
   * @return the result or failure; {@link CancellationException} if the caller was interrupted
   *     while it waited for room (its interrupt flag stays set)
   * @throws IllegalStateException if this batcher is closed
   */
  public CompletableFuture<O> submit(I request) {
    Row<I, O> row = new Row<>(request, new CompletableFuture<>(), System.nanoTime());
    lock.lock();
    try {
      while (queue.size() >= config.queueRows() && !closed) {
        notFull.await();
      }
      if (closed) {
        throw new IllegalStateException("batcher '%s' is closed".formatted(name));
      }
      queue.add(row);
      notEmpty.signal();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return CompletableFuture.failedFuture(
          new CancellationException(
              "interrupted while waiting for room in the queue of batcher '%s'".formatted(name)));
    } finally {
      lock.unlock();
    }
    return row.answer();
  }

  /** Metrics up to now. */
  public BatcherMetrics metrics() {
    lock.lock();
    try {
      return new BatcherMetrics(batches, rows, failedRows, runNanos, waitNanos, queue.size());
    } finally {
      lock.unlock();
    }
  }

  private void work(BatchFunction<I, O> function) {
    for (List<Row<I, O>> batch = take(); !batch.isEmpty(); batch = take()) {
      run(function, batch);
    }
  }

  /** The next batch; empty when closed and drained. */
  private List<Row<I, O>> take() {
    List<Row<I, O>> batch = new ArrayList<>(config.maxRows());
    lock.lock();
    try {
      while (!batchIsClosed()) {
        if (queue.isEmpty()) {
          notEmpty.awaitUninterruptibly();
        } else {
          awaitNanos(nanosLeft());
        }
      }
      while (batch.size() < config.maxRows() && !queue.isEmpty()) {
        batch.add(queue.remove());
      }
      notFull.signalAll();
      if (!queue.isEmpty()) {
        notEmpty.signal();
      }
    } finally {
      lock.unlock();
    }
    return batch;
  }

  private boolean batchIsClosed() {
    return closed || queue.size() >= config.maxRows() || (!queue.isEmpty() && nanosLeft() <= 0);
  }

  private long nanosLeft() {
    return config.maxWait().toNanos() - (System.nanoTime() - queue.element().submitted());
  }

  @SuppressWarnings("WaitNotInLoop") // take() loops
  private void awaitNanos(long nanos) {
    try {
      notEmpty.awaitNanos(nanos);
    } catch (InterruptedException e) {
      // Only close() stops these threads.
    }
  }

  private void run(BatchFunction<I, O> function, List<Row<I, O>> batch) {
    long start = System.nanoTime();
    List<Runnable> answers = new ArrayList<>(batch.size());
    int failures = answer(function, batch, answers);
    long end = System.nanoTime();
    lock.lock();
    try {
      batches++;
      rows += batch.size();
      failedRows += failures;
      runNanos += end - start;
      for (Row<I, O> row : batch) {
        waitNanos += start - row.submitted();
      }
    } finally {
      lock.unlock();
    }
    deliveries.execute(() -> answers.forEach(Runnable::run));
  }

  /** Collects the result of each row; returns the number of failures. */
  @SuppressWarnings("CatchingUnchecked") // any failure is the result of its row
  private int answer(BatchFunction<I, O> function, List<Row<I, O>> batch, List<Runnable> answers) {
    try {
      List<O> values = function.run(batch.stream().map(Row::request).toList());
      if (values.size() != batch.size()) {
        throw new IllegalStateException(
            "batcher '%s': expected %d answers, found %d"
                .formatted(name, batch.size(), values.size()));
      }
      for (int i = 0; i < values.size(); i++) {
        CompletableFuture<O> answer = batch.get(i).answer();
        O value = values.get(i);
        answers.add(() -> answer.complete(value));
      }
      return 0;
    } catch (Throwable e) {
      if (batch.size() == 1) {
        answers.add(() -> batch.get(0).answer().completeExceptionally(e));
        return 1;
      }
      int failures = 0;
      for (Row<I, O> row : batch) {
        failures += answer(function, List.of(row), answers);
      }
      return failures;
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      notEmpty.signalAll();
      notFull.signalAll();
    } finally {
      lock.unlock();
    }
    workers.forEach(Batcher::join);
    deliveries.shutdown();
    if (Thread.currentThread() != deliverer) {
      awaitDeliveries();
    }
  }

  private static void join(Thread worker) {
    boolean interrupted = false;
    while (worker.isAlive()) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitDeliveries() {
    boolean interrupted = false;
    boolean done = false;
    while (!done) {
      try {
        done = deliveries.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
