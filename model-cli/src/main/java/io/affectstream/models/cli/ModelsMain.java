package io.affectstream.models.cli;

import io.affectstream.terminal.CommandRunner;
import io.affectstream.terminal.Console;
import io.affectstream.terminal.DebugOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Entry point of {@code ./affect train}, {@code evaluate} and {@code export}. Exit codes: 0 done, 1
 * failed, 2 wrong arguments.
 */
@Command(
    name = "affect",
    mixinStandardHelpOptions = true,
    description = "Trains, measures and exports the models.",
    subcommands = {TrainCommand.class, EvaluateCommand.class, ExportCommand.class})
public final class ModelsMain implements Runnable {

  private static final String ONE_THREAD = "1";

  @Spec private CommandSpec spec;

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Mixin
  private final DebugOption debug = new DebugOption();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing: train, evaluate or export");
  }

  /** Runs a command and exits with its code; 130 after Ctrl-C, once everything is closed. */
  public static void main(String[] arguments) {
    System.setProperty("java.awt.headless", "true");
    // One thread: the same command on the same machine yields the same weights.
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("ai.djl.pytorch.num_threads", ONE_THREAD);
    System.setProperty("ai.djl.pytorch.num_interop_threads", ONE_THREAD);
    CommandRunner.main(console -> run(console, arguments));
  }

  /** Runs a command and returns its exit code. */
  static int run(Console console, String... arguments) {
    return new CommandRunner(new ModelsMain(), console, (name, failure) -> {}).run(arguments);
  }
}
