package io.affectstream.app.cli.options;

import io.affectstream.app.embedded.WorkFolder;
import io.affectstream.app.run.RunArguments;
import io.affectstream.jobs.config.AffectConfig;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Restore points of a job that runs until it is stopped: where it starts and what it saves. */
public final class RestoreOptions {

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

  /** Arguments of a run with these options. */
  public RunArguments arguments(WorkFolder work, AffectConfig config) {
    return new RunArguments(work, restore, Optional.ofNullable(savepointOnStop), config);
  }
}
