package io.affectstream.app.run;

import io.affectstream.app.embedded.WorkFolder;
import io.affectstream.jobs.config.AffectConfig;
import java.util.Optional;

/**
 * What {@code affect run} was asked for.
 *
 * @param work opened work folder
 * @param restore {@code latest}: newest checkpoint of the work folder if there is one; {@code
 *     none}; or the path of a checkpoint or savepoint
 * @param savepointOnStop folder: on Ctrl-C the job is stopped with a savepoint made there
 * @param config configuration with the command's flags in it
 */
public record RunArguments(
    WorkFolder work, String restore, Optional<String> savepointOnStop, AffectConfig config) {}
