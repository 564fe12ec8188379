package io.affectstream.terminal;

import java.io.PrintStream;

/**
 * Where a command talks.
 *
 * @param out results
 * @param err progress and problems
 * @param terminal what is known of the terminal
 */
public record Console(PrintStream out, PrintStream err, Terminal terminal) {

  /** A line of results. */
  public void line(String line) {
    out.println(line);
  }

  /** A line for people that is no result. */
  public void note(String line) {
    err.println(line);
  }

  /** Progress on this console. */
  public Progress progress() {
    return Progress.on(terminal, err);
  }
}
