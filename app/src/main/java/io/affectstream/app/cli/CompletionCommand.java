package io.affectstream.app.cli;

import io.affectstream.terminal.Console;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code affect completion}. */
@Command(
    name = "completion",
    description = {
      "Print a script by which a shell completes the commands and their options.",
      "For this shell: source <(./affect completion bash)"
    })
final class CompletionCommand implements Callable<Integer> {

  /** Shells that the script is written for. */
  enum Shell {
    BASH,
    ZSH
  }

  private final Console console;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}: one script for both.")
  @SuppressWarnings("UnusedVariable") // checked by picocli; the script handles both
  private Shell shell;

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.line(AutoComplete.bash("affect", spec.root().commandLine()));
    return 0;
  }
}
