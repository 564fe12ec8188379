package io.affectstream.terminal;

/**
 * Text of unknown origin, such as stream ids and messages about records, made safe for a terminal:
 * characters that could move its cursor, change its colours or reverse its text are replaced by
 * their four hexadecimal digits.
 */
public final class Printable {

  private Printable() {}

  /**
   * The text with control, format and line separating characters escaped, everything else
   * unchanged.
   */
  public static String of(String text) {
    return text.codePoints().noneMatch(Printable::isUnsafe) ? text : escaped(text);
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (isUnsafe(c)) {
                for (char unit : Character.toChars(c)) {
                  escaped.append("\\u%04x".formatted((int) unit));
                }
              } else {
                escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }

  private static boolean isUnsafe(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
