package io.affectstream.app.run;

import io.affectstream.app.embedded.WorkFolder;
import io.affectstream.jobs.config.AffectConfig;
import java.nio.file.Path;

/**
 * What {@code affect demo} was asked for.
 *
 * @param out folder of the results; exists
 * @param work opened work folder
 * @param config configuration with the command's flags in it
 */
public record DemoArguments(Path out, WorkFolder work, AffectConfig config) {}
