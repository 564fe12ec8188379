package io.affectstream.app.replay;

import io.affectstream.schemas.wire.Topics;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The input topics to replay.
 *
 * @param prefix leading part of their names
 * @param names some of {@link Topics#inputs} of that prefix
 */
record ArchiveTopics(String prefix, Set<String> names) {

  /**
   * Parses names of input topics, or prefixes, each of which means all of its existing input
   * topics.
   *
   * @param existing topics of the cluster
   * @throws IllegalArgumentException if a topic does not exist, is not an input, or they have
   *     different prefixes
   */
  static ArchiveTopics of(List<String> written, Set<String> existing) {
    Set<String> prefixes = new TreeSet<>();
    Set<String> names = new LinkedHashSet<>();
    for (String name : written) {
      String prefix = prefix(name);
      prefixes.add(prefix);
      names.addAll(inputs(name, prefix, existing));
    }
    if (prefixes.size() > 1) {
      throw new IllegalArgumentException(
          "--from-topic: expected topics of one archive, found the prefixes %s; replay one after the other"
              .formatted(String.join(", ", prefixes)));
    }
    return new ArchiveTopics(prefixes.iterator().next(), names);
  }

  /** The part before the kind; the whole name if there is none. */
  private static String prefix(String name) {
    int dot = name.lastIndexOf('.');
    String prefix = dot < 0 ? name : name.substring(0, dot);
    return new Topics(prefix).inputs().contains(name) ? prefix : name;
  }

  private static List<String> inputs(String name, String prefix, Set<String> existing) {
    List<String> all = new Topics(prefix).inputs();
    List<String> wanted = new ArrayList<>(name.equals(prefix) ? all : List.of(name));
    wanted.retainAll(existing);
    if (wanted.isEmpty()) {
      throw new IllegalArgumentException(
          "--from-topic %s: expected an input topic (%s) or their prefix, found none of them on the cluster; it has: %s"
              .formatted(
                  name,
                  all.stream().collect(Collectors.joining(", ")),
                  existing.isEmpty() ? "no topic" : String.join(", ", new TreeSet<>(existing))));
    }
    return wanted;
  }
}
