package io.affectstream.jobs.pipeline;

import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.embedded.WorkFolder;
import java.nio.file.Path;

/**
 * What {@code affect demo} was asked for.
 *
 * @param out folder of the results; exists
 * @param work opened work folder; temporary files already go there
 * @param config configuration with the command's flags in it
 */
public record DemoArguments(Path out, WorkFolder work, AffectConfig config) {}
