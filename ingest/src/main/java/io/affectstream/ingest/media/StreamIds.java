package io.affectstream.ingest.media;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Stream ids made from the names of sources: safe as file names and unique among one another. */
public final class StreamIds {

  private static final int LONGEST = 100;

  private StreamIds() {}

  /**
   * Ids of the sources, in their order. Of sources with the same name (upper and lower case do not
   * tell them apart) the second becomes {@code name-2}, the third {@code name-3}.
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
   * A name without accents and with every character but letters, digits, '.', '_' and '-' of ASCII
   * replaced by '_', no leading dot, at most 100 characters; "stream" if nothing is left.
   */
  public static String sanitise(String name) {
    String plain =
        Normalizer.normalize(name.replace("\u00df", "ss"), Normalizer.Form.NFKD)
            .replaceAll("\\p{M}+", "");
    String safe = plain.replaceAll("[^A-Za-z0-9._-]+", "_").replaceFirst("^\\.+", "");
    safe = safe.substring(0, Math.min(safe.length(), LONGEST));
    return safe.replace("_", "").isEmpty() ? "stream" : safe;
  }

  private static String fold(String id) {
    return id.toLowerCase(Locale.ROOT);
  }
}
