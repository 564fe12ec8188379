package io.affectstream.jobs.output;

import java.io.ByteArrayOutputStream;
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

  /** The id of which {@link #of} made the name. */
  static String stream(String name) {
    ByteArrayOutputStream id = new ByteArrayOutputStream();
    for (int i = 0; i < name.length(); i++) {
      boolean escaped = name.charAt(i) == '%' && i + 2 < name.length();
      id.write(escaped ? Integer.parseInt(name.substring(i + 1, i + 3), 16) : name.charAt(i));
      i += escaped ? 2 : 0;
    }
    return id.toString(StandardCharsets.UTF_8);
  }
}
