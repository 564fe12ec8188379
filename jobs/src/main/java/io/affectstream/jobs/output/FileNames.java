package io.affectstream.jobs.output;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** File names made of stream ids. */
final class FileNames {

  private FileNames() {}

  /** The id with every byte but letters, digits, '.', '_' and '-' as {@code %XX}: one to one. */
  static String of(String stream) {
    StringBuilder name = new StringBuilder();
    for (byte b : stream.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "._-".indexOf(c) >= 0);
      if (plain) {
        name.append(c);
      } else {
        name.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return name.toString();
  }
}
