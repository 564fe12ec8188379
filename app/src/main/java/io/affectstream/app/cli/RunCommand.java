package io.affectstream.app.cli;

import io.affectstream.app.cli.options.RestoreOptions;
import io.affectstream.app.cli.options.ServeOptions;
import io.affectstream.app.cli.options.WorkOptions;
import io.affectstream.app.run.AffectRuns;
import io.affectstream.app.run.Watch;
import io.affectstream.console.ConsoleServer;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.submit.JobOptions;
import io.affectstream.terminal.Console;
import java.nio.file.Path;
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

  @Mixin private JobOptions options;
  @Mixin private RestoreOptions restore;
  @Mixin private ServeOptions serve;

  @Option(names = "--console", description = "Serve the page and the API of 'affect console' too.")
  private boolean watched;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      defaultValue = "affect-work",
      description =
          "Folder of checkpoints, temporary files and the log. Default: ${DEFAULT-VALUE}.")
  private Path work;

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    WorkOptions.logBeside(work);
    AffectConfig config = options.read();
    if (!watched) {
      return run(config);
    }
    try (ConsoleServer server = Watch.start(config.kafka(), serve.read())) {
      console.note("console: " + server.address());
      return run(config);
    }
  }

  private int run(AffectConfig config) throws Exception {
    return WorkOptions.runKept(
        work, folder -> AffectRuns.run(restore.arguments(folder, config), console));
  }
}
