package io.affectstream.app.run;

import io.affectstream.app.embedded.WorkFolder;
import io.affectstream.jobs.config.AffectConfig;
import java.nio.file.Path;

/**
 * Arguments of {@code affect demo}.
 *
 * @param out folder of the results; exists
 * @param work opened work folder
 * @param config configuration including the command's flags
 */
public record DemoArguments(Path out, WorkFolder work, AffectConfig config) {}
