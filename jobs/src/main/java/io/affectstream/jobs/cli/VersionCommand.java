package io.affectstream.jobs.cli;

import io.affectstream.jobs.output.Console;
import picocli.CommandLine.Command;

/** {@code affect version}. */
@Command(name = "version", description = "Print the version.")
final class VersionCommand implements Runnable {

  private final Console console;

  VersionCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    console.line(new Version().getVersion()[0]);
  }
}
