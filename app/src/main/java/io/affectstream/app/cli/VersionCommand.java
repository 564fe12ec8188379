package io.affectstream.app.cli;

import io.affectstream.terminal.Console;
import io.affectstream.terminal.Version;
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
