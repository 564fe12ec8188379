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
 * Everything that decides what a run writes into its work folder. A later run with the same origin
 * may continue there; any other would mix its results with those of the earlier one.
 *
 * @param facts name to value, e.g. {@code bundle} to {@code face-2@4f1c02aa}; a value that starts
 *     with {@value #UNKNOWN} equals none, itself included
 */
public record WorkOrigin(Map<String, String> facts) {

  /** First character of a value that cannot be compared, e.g. what a camera shows. */
  public static final String UNKNOWN = "?";

  /** Between what a fact is about and the part of it, e.g. {@code talk: content}. */
  public static final String PART = ": ";

  private static final int SHOWN = 4;

  /** A copy, sorted by name. */
  public WorkOrigin {
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
  }

  /** The facts of these names alone. */
  public WorkOrigin only(Set<String> names) {
    Map<String, String> chosen = new TreeMap<>(facts);
    chosen.keySet().retainAll(names);
    return new WorkOrigin(chosen);
  }

  /** One line for each fact that is not the same as in an earlier run. */
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

  /** Whether there is a fact of that name, or of a part of what is named so. */
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

  /** Differences as one line for people, the first few of them. */
  public static String text(List<String> differences) {
    int more = differences.size() - SHOWN;
    return String.join("; ", differences.subList(0, Math.min(SHOWN, differences.size())))
        + (more > 0 ? "; and %d more".formatted(more) : "");
  }

  /** Reads what {@link #write} wrote; empty if there is no such file. */
  static Optional<WorkOrigin> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // damaged: as good as none
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
