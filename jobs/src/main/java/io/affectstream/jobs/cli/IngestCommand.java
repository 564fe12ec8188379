package io.affectstream.jobs.cli;

import io.affectstream.jobs.output.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code affect ingest}. */
@Command(name = "ingest", description = "Play media into the topics.")
final class IngestCommand implements Callable<Integer> {

  private final Console console;

  IngestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    throw new CommandFailure(ExitCode.FAILED, "not yet " + console.terminal());
  }
}
