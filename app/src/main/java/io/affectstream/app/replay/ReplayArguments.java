package io.affectstream.app.replay;

import io.affectstream.app.embedded.WorkFolder;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.jobs.config.AffectConfig;
import java.util.List;
import java.util.Set;

/**
 * What {@code affect replay} was asked for. One of the two lists is empty.
 *
 * @param topics names or prefixes of the input topics of the archive
 * @param plans media files of the archive
 * @param against where the earlier run is
 * @param streams streams to compare; empty = all
 * @param tolerance by how much measures may differ
 * @param work opened work folder, removed by the caller
 * @param config configuration with the command's flags in it; names the cluster of the topics
 */
public record ReplayArguments(
    List<String> topics,
    List<StreamPlan> plans,
    String against,
    Set<String> streams,
    Tolerance tolerance,
    WorkFolder work,
    AffectConfig config) {}
