package io.affectstream.terminal;

import java.io.PrintStream;
import java.util.OptionalLong;

/**
 * Shows the progress of a run's stages: bars on a terminal, else a plain line every few seconds.
 * Thread-safe. While it is open, lines written to {@code System.err} appear above the bars.
 */
public interface Progress extends AutoCloseable {

  /** Unit of a stage that counts milliseconds of media. */
  String MEDIA = "ms of media";

  /** Unit of a stage that counts bytes. */
  String BYTES = "bytes";

  /** One stage. Thread-safe. */
  interface Stage {

    /** Adds completed units. */
    void step(long count);

    /** Sets the total, once known. */
    void total(long count);

    /** Marks the stage as complete, independent of the total. */
    default void done() {}
  }

  /**
   * Adds a stage below the others.
   *
   * @param name short name, e.g. {@code ingest}
   * @param unit counted unit: {@link #MEDIA}, {@link #BYTES}, or a word such as {@code rows}
   * @param total total, if known
   */
  Stage stage(String name, String unit, OptionalLong total);

  /** Prints a line, above the bars if there are any. */
  void note(String line);

  /** Ends the display; the last state stays visible. */
  @Override
  void close();

  /** Creates the display for a terminal or for plain output. */
  static Progress on(Terminal terminal, PrintStream err) {
    return terminal.err()
        ? BarProgress.start(terminal, err, BarProgress.PERIOD)
        : PlainProgress.start(err, PlainProgress.PERIOD);
  }
}
