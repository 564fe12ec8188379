package io.affectstream.terminal;

import java.nio.file.Path;

/**
 * Configures the destination of the log before anything logs: this class must not use a logger. The
 * console only shows warnings; a log file, if there is one, has everything.
 */
public final class Logging {

  private static final String CONFIGURATION = "log4j2.configurationFile";
  private static final String FILE = "affect.log.file";

  private Logging() {}

  /** Warnings to standard error, nothing else, unless configured otherwise. */
  public static void consoleOnly() {
    if (System.getProperty(CONFIGURATION) == null) {
      System.setProperty(CONFIGURATION, "affect-log4j2-console.xml");
    }
  }

  /** Also writes everything to a file, which is created with the first line. */
  public static void toFile(Path file) {
    System.setProperty(FILE, file.toAbsolutePath().toString());
    System.setProperty(CONFIGURATION, "affect-log4j2-file.xml");
  }

  /** Whether a log file was set by {@link #toFile}. */
  public static boolean hasFile() {
    return System.getProperty(FILE) != null;
  }
}
