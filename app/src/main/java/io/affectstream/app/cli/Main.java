package io.affectstream.app.cli;

import io.affectstream.terminal.Console;
import io.affectstream.terminal.DashedFiles;
import io.affectstream.terminal.ExitCode;
import io.affectstream.terminal.Interruption;
import io.affectstream.terminal.Logging;
import io.affectstream.terminal.TemporaryFolder;
import io.affectstream.terminal.Terminal;
import io.affectstream.terminal.UsageErrors;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/** Entry point of {@code ./affect}. */
public final class Main {

  private static final int WIDEST_HELP = 110;

  private Main() {}

  /** Runs a command and exits with its code; 130 after Ctrl-C, once everything is closed. */
  public static void main(String[] arguments) {
    Logging.consoleOnly();
    Terminal terminal = Terminal.of(System.getProperties(), System.getenv());
    Interruption interruption = Interruption.install(Thread.currentThread(), System.err);
    int code = ExitCode.FAILED;
    Console console = new Console(System.out, System.err, terminal);
    try (TemporaryFolder temporary = TemporaryFolder.open(System.getProperties(), console.err())) {
      code = run(console, arguments);
    } finally {
      System.exit(interruption.exitCode().orElse(code));
    }
  }

  /** Runs a command and returns its exit code. */
  static int run(Console console, String... arguments) {
    Optional<String> dashed = DashedFiles.problem(arguments);
    if (dashed.isPresent()) {
      console.note("affect: " + dashed.get());
      return ExitCode.USAGE;
    }
    CommandLine line = new CommandLine(new AffectCommand(), new CommandFactory(console));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    line.setColorScheme(Help.defaultColorScheme(console.terminal().colour() ? Ansi.ON : Ansi.OFF));
    line.setUsageHelpWidth(Math.max(80, Math.min(WIDEST_HELP, console.terminal().columns())));
    line.setParameterExceptionHandler(new UsageErrors(console));
    Failures failures = new Failures(console);
    line.setExecutionExceptionHandler(failures);
    try {
      return line.execute(arguments);
    } catch (LinkageError | OutOfMemoryError e) {
      return failures.handle(e, line);
    }
  }
}
