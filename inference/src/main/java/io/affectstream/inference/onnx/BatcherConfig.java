package io.affectstream.inference.onnx;

import java.io.Serializable;
import java.time.Duration;

/**
 * When a batch closes, and how much may wait.
 *
 * @param maxRows rows B at which a batch closes
 * @param maxWait time T after its first row at which a batch closes; zero = whatever waits
 * @param queueRows rows that may wait before callers are held back
 * @param threads inference threads that share the queue
 */
public record BatcherConfig(int maxRows, Duration maxWait, int queueRows, int threads)
    implements Serializable {

  /**
   * @throws IllegalArgumentException if a number is not positive, the wait is negative, or the
   *     queue is shorter than a batch
   */
  public BatcherConfig {
    if (maxRows < 1 || threads < 1 || queueRows < maxRows || maxWait.isNegative()) {
      throw new IllegalArgumentException(
          "batcher: expected maxRows >= 1, threads >= 1, queueRows >= maxRows and maxWait >= 0, found %d, %d, %d and %s"
              .formatted(maxRows, threads, queueRows, maxWait));
    }
  }

  /**
   * One thread, batches of at most {@code maxRows} rows after at most 2 ms, four batches waiting.
   */
  public static BatcherConfig of(int maxRows) {
    return new BatcherConfig(maxRows, Duration.ofMillis(2), 4 * maxRows, 1);
  }
}
