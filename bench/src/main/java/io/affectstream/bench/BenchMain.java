package io.affectstream.bench;

import io.affectstream.terminal.CommandRunner;
import io.affectstream.terminal.Console;
import io.affectstream.terminal.DebugOption;
import java.util.Arrays;
import java.util.concurrent.Callable;
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

  @Spec private CommandSpec spec;

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Mixin
  private final DebugOption debug = new DebugOption();

  @Mixin private final Everything everything = new Everything();

  @Override
  public Integer call() throws Exception {
    return everything.run(spec.commandLine());
  }

  /** Runs a command and exits with its code; 130 after Ctrl-C, once everything is closed. */
  public static void main(String[] arguments) {
    CommandRunner.main(console -> run(console, arguments));
  }

  /**
   * Runs a command and returns its exit code. The first argument may be {@code bench}, as the
   * scripts pass it.
   */
  static int run(Console console, String... arguments) {
    boolean named = arguments.length > 0 && arguments[0].equals("bench");
    String[] own = named ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments;
    return new CommandRunner(new BenchMain(), console, (name, failure) -> {}).run(own);
  }
}
