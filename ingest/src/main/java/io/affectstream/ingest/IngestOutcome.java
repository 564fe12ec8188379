package io.affectstream.ingest;

/** How playing a stream ended. */
public sealed interface IngestOutcome {

  /** What became of the stream. */
  IngestSummary summary();

  /**
   * The source was played to its end and the stream is closed.
   *
   * @param summary what became of it
   */
  record Completed(IngestSummary summary) implements IngestOutcome {}

  /**
   * The source ended early (a truncated file, a lost connection). What could be read was published
   * and the stream is closed.
   *
   * @param summary what became of it
   * @param reason what was expected and found
   */
  record BrokenOff(IngestSummary summary, String reason) implements IngestOutcome {}

  /**
   * Playing was cancelled. A live stream is closed; that of a file is left open, so that a later
   * run can continue it.
   *
   * @param summary what became of it
   * @param closed whether the stream is closed
   */
  record Cancelled(IngestSummary summary, boolean closed) implements IngestOutcome {}
}
