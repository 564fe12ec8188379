package io.affectstream.terminal;

import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Properties of the terminal. The launcher script provides them, because the JDK neither
 * distinguishes the streams nor provides the width.
 *
 * @param out whether standard output is a terminal
 * @param err whether standard error is one
 * @param columns width in characters
 * @param colour whether to use colours
 * @param unicode whether it supports more than ASCII
 */
public record Terminal(boolean out, boolean err, int columns, boolean colour, boolean unicode) {

  /** Not a terminal: plain lines of 100 characters. */
  public static final Terminal NONE = new Terminal(false, false, 100, false, false);

  private static final int MIN = 40;
  private static final int MAX = 240;

  /**
   * From the launcher's properties {@code affect.terminal.out}, {@code .err}, {@code .columns}; the
   * variable {@code NO_COLOR} turns colours off.
   */
  public static Terminal of(Properties properties, Map<String, String> environment) {
    boolean out = Boolean.parseBoolean(properties.getProperty("affect.terminal.out"));
    boolean err = Boolean.parseBoolean(properties.getProperty("affect.terminal.err"));
    String columns = properties.getProperty("affect.terminal.columns", "");
    int width = columns.matches("\\d{1,4}") ? Integer.parseInt(columns) : NONE.columns;
    boolean colour = out && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(
        out, err, Math.max(MIN, Math.min(MAX, width)), colour, unicode(environment));
  }

  private static boolean unicode(Map<String, String> environment) {
    return Stream.of("LC_ALL", "LC_CTYPE", "LANG")
        .map(name -> environment.getOrDefault(name, ""))
        .filter(locale -> !locale.isEmpty())
        .findFirst()
        .map(locale -> locale.toUpperCase(Locale.ROOT).matches(".*UTF-?8.*"))
        .orElse(false);
  }
}
