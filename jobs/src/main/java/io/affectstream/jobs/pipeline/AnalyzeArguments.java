package io.affectstream.jobs.pipeline;

import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.embedded.WorkFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What {@code affect analyze} was asked for.
 *
 * @param sources files, folders or addresses, at least one
 * @param transcripts transcript file by the name of its source without extension
 * @param out folder of the results; exists
 * @param work opened work folder; temporary files already go there
 * @param speed {@code realtime}, {@code max} or a factor
 * @param jpegQuality quality of pictures, 1 to 100
 * @param config configuration with the command's flags in it
 */
public record AnalyzeArguments(
    List<String> sources,
    Map<String, Path> transcripts,
    Path out,
    WorkFolder work,
    String speed,
    int jpegQuality,
    AffectConfig config) {}
