package io.affectstream.inference.onnx;

/**
 * Metrics of a batcher since it was opened.
 *
 * @param batches batches run
 * @param rows rows completed, including failed ones
 * @param failedRows rows completed with an exception
 * @param runNanos time spent running batches, summed over threads
 * @param waitNanos time rows waited from submission to the start of their batch, summed
 * @param queueDepth rows waiting now
 */
public record BatcherMetrics(
    long batches, long rows, long failedRows, long runNanos, long waitNanos, int queueDepth) {

  /** Mean rows per batch, 0 before the first. */
  public double meanRows() {
    return batches == 0 ? 0 : (double) rows / batches;
  }
}
