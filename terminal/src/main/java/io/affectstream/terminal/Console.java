package io.affectstream.terminal;

import java.io.PrintStream;

/**
 * Output of a command.
 *
 * @param out results
 * @param err progress and problems
 * @param terminal properties of the terminal
 */
public record Console(PrintStream out, PrintStream err, Terminal terminal) {

  /** A line of results. */
  public void line(String line) {
    out.println(line);
  }

  /** A message that is not a result. */
  public void note(String line) {
    err.println(line);
  }

  /** Progress on this console. */
  public Progress progress() {
    return Progress.on(terminal, err);
  }
}
