package io.affectstream.terminal;

/** Joins items with a separator and wraps lines before items that do not fit. */
public final class Wrap {

  private static final int FULL_WIDTH_FIRST = 0xFF01;
  private static final int FULL_WIDTH_LAST = 0xFF60;

  private final int columns;
  private final String separator;
  private final String indent;
  private final StringBuilder text;
  private int width;
  private boolean first = true;

  /**
   * @param columns width of the terminal
   * @param separator between items
   * @param indent before the first item of each line
   */
  public Wrap(int columns, String separator, String indent) {
    this.columns = columns;
    this.separator = separator;
    this.indent = indent;
    this.text = new StringBuilder(indent);
    this.width = indent.length();
  }

  /** Adds an item of plain text. */
  public void add(String item) {
    add(item, width(item));
  }

  /** Width in columns: two for the wide characters of East Asia. */
  static int width(String text) {
    return text.codePoints().map(c -> isWide(c) ? 2 : 1).sum();
  }

  private static boolean isWide(int c) {
    return switch (Character.UnicodeScript.of(c)) {
      case HAN, HANGUL, HIRAGANA, KATAKANA, BOPOMOFO -> true;
      default -> c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST;
    };
  }

  /** Adds an item whose visible length differs from that of its text. */
  public void add(String item, int length) {
    if (!first) {
      boolean fits = width + separator.length() + length < columns;
      text.append(fits ? separator : separator.stripTrailing() + "\n" + indent);
      width = fits ? width + separator.length() : indent.length();
    }
    text.append(item);
    width += length;
    first = false;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
