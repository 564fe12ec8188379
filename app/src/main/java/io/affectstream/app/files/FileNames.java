package io.affectstream.app.files;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/** File names derived from stream ids. */
public final class FileNames {

  private FileNames() {}

  /**
   * The id with all other characters than letters, marks, digits, '.', '_' and '-' as {@code %XX},
   * byte by byte; injective. Letters that are not in Unicode's composed form (NFC) are encoded too,
   * because some file systems do not distinguish the forms.
   */
  public static String of(String stream) {
    boolean composed = Normalizer.isNormalized(stream, Normalizer.Form.NFC);
    StringBuilder name = new StringBuilder();
    stream
        .codePoints()
        .forEach(
            c -> {
              if (isPlain(c) && (composed || c < 0x80)) {
                name.appendCodePoint(c);
              } else {
                escape(Character.toString(c), name);
              }
            });
    return name.toString();
  }

  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.DECIMAL_DIGIT_NUMBER ->
          true;
      default -> Character.isLetter(c) || "._-".indexOf(c) >= 0;
    };
  }

  private static void escape(String text, StringBuilder into) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      into.append(String.format(Locale.ROOT, "%%%02X", b & 0xff));
    }
  }

  /** The id for a name of {@link #of}. */
  static String stream(String name) {
    ByteArrayOutputStream id = new ByteArrayOutputStream();
    for (int i = 0; i < name.length(); ) {
      if (name.substring(i).matches("(?s)%[0-9A-F]{2}.*")) {
        id.write(Integer.parseInt(name.substring(i + 1, i + 3), 16));
        i += 3;
      } else {
        int next = name.offsetByCodePoints(i, 1);
        id.writeBytes(name.substring(i, next).getBytes(StandardCharsets.UTF_8));
        i = next;
      }
    }
    return id.toString(StandardCharsets.UTF_8);
  }
}
