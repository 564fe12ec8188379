package io.affectstream.jobs.cli;

import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.embedded.WorkFolder;
import io.affectstream.jobs.pipeline.RunArguments;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a job that runs until it is stopped begins, and what it leaves: its restore points. */
final class RestoreOptions {

  @Option(
      names = "--restore",
      paramLabel = "latest|none|PATH",
      defaultValue = "latest",
      description =
          "Continue from the newest checkpoint of the work folder, from nothing, or from a given"
              + " checkpoint or savepoint. Default: ${DEFAULT-VALUE}.")
  private String restore;

  @Option(
      names = "--savepoint-on-stop",
      paramLabel = "DIR",
      description = "Make a savepoint there when stopped by Ctrl-C.")
  private String savepointOnStop;

  RunArguments arguments(WorkFolder work, AffectConfig config) {
    return new RunArguments(work, restore, Optional.ofNullable(savepointOnStop), config);
  }
}
