package io.affectstream.terminal;

import java.io.PrintStream;
import java.util.OptionalLong;

/**
 * Shows how far the stages of a run are: bars on a terminal, else a plain line every few seconds.
 * Thread-safe. While it is open, lines written to {@code System.err} appear above the bars.
 */
public interface Progress extends AutoCloseable {

  /** Unit of a stage that counts milliseconds of media. */
  String MEDIA = "ms of media";

  /** Unit of a stage that counts bytes. */
  String BYTES = "bytes";

  /** One stage. Thread-safe. */
  interface Stage {

    /** Adds to what is done. */
    void step(long count);

    /** Says how much there is, once known. */
    void total(long count);

    /** Says that nothing more will come, whatever was expected. */
    default void done() {}
  }

  /**
   * Adds a stage below the others.
   *
   * @param name short name, e.g. {@code ingest}
   * @param unit what is counted: {@link #MEDIA}, {@link #BYTES}, or a word such as {@code rows}
   * @param total how much there is, if known
   */
  Stage stage(String name, String unit, OptionalLong total);

  /** Prints a line, above the bars if there are any. */
  void note(String line);

  /** Ends the display; the last state stays visible. */
  @Override
  void close();

  /** For a terminal or not. */
  static Progress on(Terminal terminal, PrintStream err) {
    return terminal.err()
        ? BarProgress.start(terminal, err, BarProgress.PERIOD)
        : PlainProgress.start(err, PlainProgress.PERIOD);
  }
}
