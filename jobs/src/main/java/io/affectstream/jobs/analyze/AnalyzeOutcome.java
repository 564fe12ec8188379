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
    Results results, List<IngestOutcome> played, List<String> refused, boolean facesOnly) {}
