package io.affectstream.app.run;

import io.affectstream.app.embedded.WorkFolder;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.jobs.config.AffectConfig;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code affect analyze} was asked for.
 *
 * @param plans one source a stream, with ids that differ
 * @param out folder of the results; exists
 * @param work opened work folder. Removed by the caller on success
 * @param config configuration with the command's flags in it
 */
public record AnalyzeArguments(
    List<StreamPlan> plans, Path out, WorkFolder work, AffectConfig config) {}
