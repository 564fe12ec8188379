package io.affectstream.app.replay;

import io.affectstream.app.embedded.WorkFolder;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.jobs.config.AffectConfig;
import java.util.List;
import java.util.Set;

/**
 * Arguments of {@code affect replay}. One of the two lists is empty.
 *
 * @param topics names or prefixes of the input topics of the archive
 * @param plans media files of the archive
 * @param against location of the earlier run
 * @param streams streams to compare; empty = all
 * @param tolerance allowed difference of measured values
 * @param work opened work folder, removed by the caller
 * @param config configuration including the command's flags; names the cluster of the topics
 */
public record ReplayArguments(
    List<String> topics,
    List<StreamPlan> plans,
    String against,
    Set<String> streams,
    Tolerance tolerance,
    WorkFolder work,
    AffectConfig config) {}
