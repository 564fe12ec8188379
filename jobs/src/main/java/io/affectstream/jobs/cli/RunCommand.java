package io.affectstream.jobs.cli;

import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.output.Console;
import io.affectstream.jobs.pipeline.AffectRuns;
import io.affectstream.jobs.pipeline.RunArguments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code affect run}: the job alone, on an existing Kafka. */
@Command(
    name = "run",
    description = {
      "Run the affect job on an existing Kafka until it is stopped.",
      "Ctrl-C stops it; the same command on the same work folder continues from its last"
          + " checkpoint."
    })
final class RunCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private KafkaOptions kafka;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      defaultValue = "affect-work",
      description =
          "Folder of checkpoints, temporary files and the log. Default: ${DEFAULT-VALUE}.")
  private Path work;

  @Option(
      names = "--bundle",
      paramLabel = "PATH",
      description = "Model bundle, folder or zip; short for --set model.bundle=...")
  private String bundle;

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

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    AffectConfig config =
        kafka.readWithCluster(bundle == null ? List.of() : List.of("model.bundle=" + bundle));
    Logging.toFile(logFile());
    return WorkOptions.runKept(
        work,
        folder ->
            AffectRuns.run(
                new RunArguments(folder, restore, Optional.ofNullable(savepointOnStop), config),
                console));
  }

  /** Beside the work folder's parts, in the folder once it is ours. */
  private Path logFile() throws IOException {
    Path parent = work.toAbsolutePath().getParent();
    return Files.createDirectories(parent).resolve(work.getFileName() + ".log");
  }
}
