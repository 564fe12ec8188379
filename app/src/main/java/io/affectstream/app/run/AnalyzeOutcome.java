package io.affectstream.app.run;

import io.affectstream.app.collect.Results;
import io.affectstream.ingest.IngestOutcome;
import io.affectstream.terminal.ExitCode;
import java.util.List;

/**
 * Outcome of a run.
 *
 * @param results of all streams that could be played
 * @param played outcome of playing each of them
 * @param refused one line for each source that could not be played at all
 * @param unused streams without any modality that the bundle uses
 * @param facesOnly whether the bundle uses neither voice nor words
 */
public record AnalyzeOutcome(
    Results results,
    List<IngestOutcome> played,
    List<String> refused,
    List<String> unused,
    boolean facesOnly) {

  /** Exit code of the run: whether every source was analysed completely. */
  public int exitCode() {
    if (failed()) {
      return ExitCode.FAILED;
    }
    return incomplete() || !unused.isEmpty() ? ExitCode.INCOMPLETE : ExitCode.OK;
  }

  /** Whether a source ended early; its results cover the readable part. */
  private boolean incomplete() {
    return played.stream().anyMatch(IngestOutcome.BrokenOff.class::isInstance);
  }

  /**
   * Whether a source could not be played, none of its images fits the size limit, or a stream was
   * never closed.
   */
  private boolean failed() {
    return !refused.isEmpty()
        || !results.unfinished().isEmpty()
        || played.stream().anyMatch(outcome -> outcome.summary().report().noImageFits());
  }
}
