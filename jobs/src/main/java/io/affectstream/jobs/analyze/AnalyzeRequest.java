package io.affectstream.jobs.analyze;

import io.affectstream.inference.ModelSource;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.jobs.config.AffectConfig;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run is asked to do.
 *
 * @param plans one source a stream, with ids that differ
 * @param out folder of the results
 * @param work folder of broker, checkpoints and temporary files
 * @param keepWork whether the work folder stays after success
 * @param models bundle to predict with
 * @param config configuration; without bootstrap servers an embedded broker is started
 */
public record AnalyzeRequest(
    List<StreamPlan> plans,
    Path out,
    Path work,
    boolean keepWork,
    ModelSource models,
    AffectConfig config) {}
