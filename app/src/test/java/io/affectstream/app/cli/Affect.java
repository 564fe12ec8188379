package io.affectstream.app.cli;

import io.affectstream.terminal.Console;
import io.affectstream.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A command line run in this process like {@code ./affect}.
 *
 * @param code exit code
 * @param out its standard output
 * @param err its standard error
 */
public record Affect(int code, String out, String err) {

  private static final String TEMPORARY = "java.io.tmpdir";

  /** Runs a command to its end. */
  public static Affect run(String... arguments) {
    return run(new ByteArrayOutputStream(), arguments);
  }

  /** Runs a command to its end, with a standard error that can be read in the meantime. */
  public static Affect run(ByteArrayOutputStream err, String... arguments) {
    String temporary = System.getProperty(TEMPORARY);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      Console console =
          new Console(
              new PrintStream(out, true, StandardCharsets.UTF_8),
              new PrintStream(err, true, StandardCharsets.UTF_8),
              Terminal.NONE);
      int code = Main.run(console, arguments);
      return new Affect(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setProperty(TEMPORARY, temporary); // commands write it below their work folder
    }
  }
}
