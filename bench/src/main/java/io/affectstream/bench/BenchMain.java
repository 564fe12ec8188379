package io.affectstream.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Entry point of {@code ./affect bench}. Exit codes: 0 done, 1 failed, 2 wrong arguments. */
@Command(
    name = "affect bench",
    mixinStandardHelpOptions = true,
    description = "Measures where time goes.",
    subcommands = {WhereCommand.class, SpeechCommand.class, JmhCommand.class})
public final class BenchMain implements Runnable {

  private static final String LOG = "log4j2.configurationFile";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing: where, speech or jmh");
  }

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    if (System.getProperty(LOG) == null) {
      System.setProperty(LOG, "affect-log4j2-console.xml");
    }
    System.exit(
        run(
            new PrintWriter(System.out, true, UTF_8),
            new PrintWriter(System.err, true, UTF_8),
            arguments));
  }

  /** Runs a command and returns its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line = new CommandLine(new BenchMain());
    line.setOut(out);
    line.setErr(err);
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
