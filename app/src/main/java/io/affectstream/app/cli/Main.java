package io.affectstream.app.cli;

import io.affectstream.terminal.CommandRunner;
import io.affectstream.terminal.Console;
import io.affectstream.terminal.Logging;
import org.slf4j.LoggerFactory;

/** Entry point of {@code ./affect}. */
public final class Main {

  private static final String CHECKOUT = "affect.checkout"; // set by the script of a checkout

  private Main() {}

  /** Runs a command and exits with its code; 130 after Ctrl-C, once everything is closed. */
  public static void main(String[] arguments) {
    CommandRunner.main(console -> run(console, arguments));
  }

  /** Runs a command and returns its exit code. */
  static int run(Console console, String... arguments) {
    CommandRunner runner = new CommandRunner(new AffectCommand(), console, Main::log);
    if (Boolean.getBoolean(CHECKOUT)) {
      CheckoutCommand.addTo(runner.line());
    }
    CommandGroup.show(runner.line());
    return runner.run(arguments);
  }

  private static void log(String name, Throwable failure) {
    if (Logging.hasFile()) {
      LoggerFactory.getLogger(Main.class).info("{} failed", name, failure);
    }
  }
}
