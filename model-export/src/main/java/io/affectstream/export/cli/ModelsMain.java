package io.affectstream.export.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
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

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing: train, evaluate or export");
  }

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    System.setProperty("java.awt.headless", "true");
    // One thread: the same command on the same machine yields the same weights.
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("ai.djl.pytorch.num_threads", ONE_THREAD);
    System.setProperty("ai.djl.pytorch.num_interop_threads", ONE_THREAD);
    System.exit(
        run(
            new PrintWriter(System.out, true, UTF_8),
            new PrintWriter(System.err, true, UTF_8),
            arguments));
  }

  /** Runs a command and returns its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line = new CommandLine(new ModelsMain());
    line.setOut(out);
    line.setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(
        (failure, given) -> {
          String name = failure.getCommandLine().getCommandSpec().qualifiedName();
          err.printf("%s: %s; see '%s --help'%n", name, failure.getMessage(), name);
          return failure.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
        });
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          err.printf("%s: %s%n", command.getCommandSpec().qualifiedName(), describe(failure));
          return command.getCommandSpec().exitCodeOnExecutionException();
        });
    return line.execute(arguments);
  }

  private static String describe(Exception failure) {
    return failure instanceof RuntimeException || failure.getMessage() == null
        ? failure.toString()
        : failure.getMessage();
  }
}
