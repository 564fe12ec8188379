package io.affectstream.inference.onnx;

import java.io.Serializable;
import java.time.Duration;

/**
 * Limits of batches and of the queue.
 *
 * @param maxRows rows B at which a batch closes
 * @param maxWait time T after its first row at which a batch closes; zero = take all waiting rows
 * @param queueRows rows that may wait before callers block
 * @param threads inference threads that share the queue; 0 = one per core of the machine it runs on
 */
public record BatcherConfig(int maxRows, Duration maxWait, int queueRows, int threads)
    implements Serializable {

  /**
   * @throws IllegalArgumentException if there are no rows, the threads or the wait are negative, or
   *     the queue is shorter than a batch
   */
  public BatcherConfig {
    if (maxRows < 1 || threads < 0 || queueRows < maxRows || maxWait.isNegative()) {
      throw new IllegalArgumentException(
          "batcher: expected maxRows >= 1, threads >= 0, queueRows >= maxRows and maxWait >= 0, found %d, %d, %d and %s"
              .formatted(maxRows, threads, queueRows, maxWait));
    }
  }

  /** Threads with 0 resolved to the cores of this machine. */
  public int effectiveThreads() {
    return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
  }

  /**
   * One thread, batches of at most {@code maxRows} rows after at most 2 ms, four batches waiting.
   */
  public static BatcherConfig of(int maxRows) {
    return new BatcherConfig(maxRows, Duration.ofMillis(2), 4 * maxRows, 1);
  }
}
