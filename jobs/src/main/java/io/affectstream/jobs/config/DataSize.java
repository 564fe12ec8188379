package io.affectstream.jobs.config;

import java.io.Serializable;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of data, written like {@code 16 MB}; units are powers of 1024.
 *
 * @param bytes bytes, not negative
 */
public record DataSize(long bytes) implements Serializable {

  private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s*(B|KB|MB|GB|TB)?");

  /**
   * Reads a size.
   *
   * @throws IllegalArgumentException if the text is not a size or exceeds 63 bits
   */
  static DataSize parse(String text) {
    Matcher matcher = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a size such as 512 KB, 16 MB or 2 GB");
    }
    int shift =
        switch (matcher.group(2) == null ? "B" : matcher.group(2)) {
          case "KB" -> 10;
          case "MB" -> 20;
          case "GB" -> 30;
          case "TB" -> 40;
          default -> 0;
        };
    long number = Long.parseLong(matcher.group(1));
    if (number > Long.MAX_VALUE >> shift) {
      throw new IllegalArgumentException("a size below 8 million TB");
    }
    return new DataSize(number << shift);
  }

  /** The text form, in the largest unit that divides it. */
  @Override
  public String toString() {
    String[] units = {"B", "KB", "MB", "GB", "TB"};
    int unit = 0;
    long rest = bytes;
    while (rest != 0 && rest % 1024 == 0 && unit < units.length - 1) {
      rest /= 1024;
      unit++;
    }
    return rest + " " + units[unit];
  }
}
