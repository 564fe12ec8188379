package io.affectstream.app.run;

import io.affectstream.app.embedded.WorkFolder;
import io.affectstream.jobs.config.AffectConfig;
import java.util.Optional;

/**
 * Arguments of {@code affect run}.
 *
 * @param work opened work folder
 * @param restore {@code latest}: newest checkpoint of the work folder if there is one; {@code
 *     none}; or the path of a checkpoint or savepoint
 * @param savepointOnStop folder: on Ctrl-C the job is stopped with a savepoint there
 * @param config configuration including the command's flags
 */
public record RunArguments(
    WorkFolder work, String restore, Optional<String> savepointOnStop, AffectConfig config) {}
