package io.affectstream.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Entry point of {@code ./affect bench}. Exit codes: 0 done, 1 failed, 2 wrong arguments. */
@Command(
    name = "affect bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the product: files at full speed against a bare loop and a peer,"
          + " live streams, scaling over streams and cores. Without a command, all of"
          + " these in one table; each command runs one of them."
    },
    subcommands = {
      FileCommand.class,
      LiveCommand.class,
      ScaleCommand.class,
      SoakCommand.class,
      ProfileCommand.class,
      SpeechCommand.class,
      FuzzCommand.class,
      JmhCommand.class
    })
public final class BenchMain implements Callable<Integer> {

  private static final String LOG = "log4j2.configurationFile";

  @Spec private CommandSpec spec;

  @Mixin private final Everything everything = new Everything();

  @Override
  public Integer call() throws Exception {
    return everything.run(spec.commandLine());
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
