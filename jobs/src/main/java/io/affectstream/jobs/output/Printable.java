package io.affectstream.jobs.output;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text from outside, such as the name of a file, as it may be sent to a terminal. */
public final class Printable {

  /** Control characters, among them what moves the cursor, and marks that reorder a line. */
  private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");

  private Printable() {}

  /** The text with its control and format characters as in source code, e.g. {@code \\u001b}. */
  public static String of(String text) {
    return HIDDEN
        .matcher(text)
        .replaceAll(
            match -> Matcher.quoteReplacement("\\u%04x".formatted((int) match.group().charAt(0))));
  }
}
