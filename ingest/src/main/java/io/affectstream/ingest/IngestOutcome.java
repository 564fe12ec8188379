package io.affectstream.ingest;

/** How playing a stream ended. */
public sealed interface IngestOutcome {

  /** Summary of the stream. */
  IngestSummary summary();

  /**
   * The source was played to its end and the stream is closed.
   *
   * @param summary summary of the stream
   */
  record Completed(IngestSummary summary) implements IngestOutcome {}

  /**
   * The source ended early (a truncated file, a lost connection). The readable part was published
   * and the stream is closed.
   *
   * @param summary summary of the stream
   * @param reason what was expected and found
   */
  record BrokenOff(IngestSummary summary, String reason) implements IngestOutcome {}

  /**
   * Playing was cancelled. A live stream is closed; that of a file is left open, so that a later
   * run can continue it.
   *
   * @param summary summary of the stream
   * @param closed whether the stream is closed
   */
  record Cancelled(IngestSummary summary, boolean closed) implements IngestOutcome {}
}
