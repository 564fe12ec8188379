package io.affectstream.terminal;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/**
 * Runs the commands of every jar behind {@code ./affect} in the same way: signals, temporary
 * folder, log, wrong arguments, failures, width and colours of the help.
 */
public final class CommandRunner {

  private static final int MAX_HELP_WIDTH = 110;

  private final Console console;
  private final CommandLine line;
  private final Failures failures;

  /**
   * @param root the root command; it has a {@link DebugOption}
   * @param console passed to the constructors of commands that accept one
   * @param log gets failures of commands, for a log file
   */
  public CommandRunner(Object root, Console console, BiConsumer<String, Throwable> log) {
    this.console = console;
    failures = new Failures(console, log);
    line = new CommandLine(root, new CommandFactory(console));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    line.setColorScheme(Help.defaultColorScheme(console.terminal().colour() ? Ansi.ON : Ansi.OFF));
    line.setUsageHelpWidth(Math.max(80, Math.min(MAX_HELP_WIDTH, console.terminal().columns())));
    line.setParameterExceptionHandler(new UsageErrors(console));
    line.setExecutionExceptionHandler(failures);
  }

  /** The command line, to add commands and sections of the help. */
  public CommandLine line() {
    return line;
  }

  /** Runs a command and returns its exit code. */
  public int run(String... arguments) {
    Optional<String> dashed = DashedFiles.problem(arguments);
    if (dashed.isPresent()) {
      console.note("affect: " + dashed.get());
      return ExitCode.USAGE;
    }
    try {
      return line.execute(arguments);
    } catch (LinkageError | OutOfMemoryError e) {
      return failures.handle(e, line);
    }
  }

  /**
   * Body of a {@code main}: runs a command on the process's console and exits with its code; 130
   * after Ctrl-C, once everything is closed.
   */
  public static void main(ToIntFunction<Console> command) {
    Logging.consoleOnly();
    Terminal terminal = Terminal.of(System.getProperties(), System.getenv());
    Interruption interruption = Interruption.install(Thread.currentThread(), System.err);
    int code = ExitCode.FAILED;
    Console console = new Console(System.out, System.err, terminal);
    try (TemporaryFolder temporary = TemporaryFolder.open(System.getProperties(), console.err())) {
      code = command.applyAsInt(console);
    } finally {
      System.exit(interruption.exitCode().orElse(code));
    }
  }
}
