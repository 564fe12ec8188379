package io.affectstream.app.embedded;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything that determines the content of a run's work folder. A later run with the same origin
 * can continue it; any other would mix its results with the earlier ones.
 *
 * @param facts name to value, e.g. {@code bundle} to {@code face-2@4f1c02aa}; a value that starts
 *     with {@value #UNKNOWN} equals no value, not even itself
 */
public record WorkOrigin(Map<String, String> facts) {

  /** First character of a value that cannot be compared, e.g. the content of a camera. */
  public static final String UNKNOWN = "?";

  /** Separator between the subject of a fact and a part of it, e.g. {@code talk: content}. */
  public static final String PART = ": ";

  private static final int SHOWN = 4;

  /** A copy, sorted by name. */
  public WorkOrigin {
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
  }

  /** Only the facts with these names. */
  public WorkOrigin only(Set<String> names) {
    Map<String, String> chosen = new TreeMap<>(facts);
    chosen.keySet().retainAll(names);
    return new WorkOrigin(chosen);
  }

  /** One line for each fact that differs from an earlier run. */
  public List<String> differences(WorkOrigin earlier) {
    TreeSet<String> names = new TreeSet<>(facts.keySet());
    names.addAll(earlier.facts.keySet());
    List<String> lines = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    for (String name : names) {
      String whole = name.contains(PART) ? name.substring(0, name.indexOf(PART)) : name;
      boolean before = earlier.has(whole);
      if (before != has(whole)) {
        parts.add(whole + (before ? ": is no longer there" : ": was not there"));
        continue;
      }
      line(name, earlier.facts.get(name), facts.get(name)).ifPresent(lines::add);
    }
    parts.stream().distinct().forEach(lines::add);
    return lines;
  }

  /** Whether there is a fact with that name, or about a part of that subject. */
  private boolean has(String name) {
    return facts.keySet().stream()
        .anyMatch(fact -> fact.equals(name) || fact.startsWith(name + PART));
  }

  private static Optional<String> line(String name, String before, String now) {
    if (now != null && now.startsWith(UNKNOWN)) {
      return Optional.of("%s: %s".formatted(name, now.substring(UNKNOWN.length())));
    }
    if (now == null || before == null) {
      return Optional.of(
          "%s: %s '%s'"
              .formatted(name, now == null ? "without" : "with", now == null ? before : now));
    }
    return now.equals(before)
        ? Optional.empty()
        : Optional.of("%s: was '%s', is '%s'".formatted(name, before, now));
  }

  /** The first differences as one line, for messages. */
  public static String text(List<String> differences) {
    int more = differences.size() - SHOWN;
    return String.join("; ", differences.subList(0, Math.min(SHOWN, differences.size())))
        + (more > 0 ? "; and %d more".formatted(more) : "");
  }

  /** Reads a file of {@link #write}; empty if it does not exist. */
  static Optional<WorkOrigin> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // damaged: treated as missing
    }
    Map<String, String> facts = new TreeMap<>();
    properties.stringPropertyNames().forEach(name -> facts.put(name, properties.getProperty(name)));
    return Optional.of(new WorkOrigin(facts));
  }

  void write(Path file) throws IOException {
    Properties properties = new Properties();
    properties.putAll(facts);
    try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      properties.store(writer, "What this work folder was made of; another run starts anew.");
    }
  }
}
