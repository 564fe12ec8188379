package io.affectstream.jobs.analyze;

import io.affectstream.ingest.IngestOutcome;
import io.affectstream.jobs.output.Results;
import java.util.List;

/**
 * What a run gave.
 *
 * @param results of all streams that could be played
 * @param played how playing each of them ended
 * @param refused one line for each source that could not be played at all
 * @param facesOnly whether the bundle uses neither voice nor words
 */
public record AnalyzeOutcome(
    Results results, List<IngestOutcome> played, List<String> refused, boolean facesOnly) {

  /** Whether a source ended early; its results are those of what could be read. */
  public boolean incomplete() {
    return played.stream().anyMatch(IngestOutcome.BrokenOff.class::isInstance);
  }

  /** Whether a source could not be played, or none of its images fits the size limit. */
  public boolean failed() {
    return !refused.isEmpty()
        || played.stream().anyMatch(outcome -> outcome.summary().report().noPictureFits());
  }
}
