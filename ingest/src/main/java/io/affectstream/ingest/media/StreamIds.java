package io.affectstream.ingest.media;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Stream ids derived from the names of sources: readable, unique among one another, and safe as
 * file names. An id is a key of records, never part of a topic's name, so Kafka allows any.
 */
public final class StreamIds {

  /**
   * Longest id in bytes of UTF-8. File systems allow 255 for a name, of which the results use 17
   * after the id ({@code .report.html.part}).
   */
  public static final int LONGEST_BYTES = 200;

  private static final int LONGEST = 100;

  /** Leaves room for a number and the name of a channel. */
  private static final int LONGEST_NAME_BYTES = 150;

  private static final Pattern UNSAFE = Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}._-]+");

  /** Reserved device names of Windows, with any extension. */
  private static final Pattern RESERVED =
      Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");

  private StreamIds() {}

  /**
   * Ids of the sources, in their order. Of sources with the same name (ignoring case) the second
   * becomes {@code name-2}, the third {@code name-3}.
   */
  public static List<String> of(List<? extends MediaSource> sources) {
    List<String> names = sources.stream().map(source -> sanitise(source.name())).toList();
    Set<String> reserved = new HashSet<>(names.stream().map(StreamIds::fold).toList());
    Set<String> taken = new HashSet<>();
    List<String> ids = new ArrayList<>();
    for (String name : names) {
      String id = name;
      for (int n = 2; !taken.add(fold(id)); n++) {
        id = name + "-" + n;
        if (reserved.contains(fold(id))) {
          id = name;
        }
      }
      ids.add(id);
    }
    return List.copyOf(ids);
  }

  /**
   * A name in Unicode's composed form (NFC) with everything but letters, marks and digits of any
   * script, '.', '_' and '-' replaced by '_'; no leading dot or dash, at most 100 characters and
   * 150 bytes of UTF-8; "stream" if the result is empty.
   */
  public static String sanitise(String name) {
    String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
    String safe = UNSAFE.matcher(composed).replaceAll("_").replaceFirst("^[.-]+", "");
    safe = shortened(safe);
    if (RESERVED.matcher(safe).matches()) {
      return "_" + safe;
    }
    return safe.replace("_", "").isEmpty() ? "stream" : safe;
  }

  /** Length of an id in bytes, as file systems count it. */
  public static int bytes(String id) {
    return id.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String shortened(String name) {
    int end = 0;
    int count = 0;
    for (int bytes = 0; end < name.length() && count < LONGEST; count++) {
      int next = name.offsetByCodePoints(end, 1);
      bytes += bytes(name.substring(end, next));
      if (bytes > LONGEST_NAME_BYTES) {
        break;
      }
      end = next;
    }
    return name.substring(0, end);
  }

  private static String fold(String id) {
    return id.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}
