package io.affectstream.jobs.analyze;

import io.affectstream.ingest.IngestOutcome;
import io.affectstream.jobs.output.Results;
import java.util.List;

/**
 * What a run gave.
 *
 * @param results of all streams
 * @param played how playing each source ended
 */
public record AnalyzeOutcome(Results results, List<IngestOutcome> played) {}
