package io.affectstream.training.affwild.data;

import io.affectstream.training.affwild.data.AffWild.Split;
import io.affectstream.training.affwild.data.AffWildVideo.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * All people in a copy of Aff-Wild2 for the tasks of Zhang et al. 2022: expressions and action
 * units. All files are read and compared before any computation.
 */
public final class AffWildPeople {

  /** Tasks of the joint training. */
  public static final List<AffWildTask> TASKS =
      List.of(AffWildTask.EXPRESSION, AffWildTask.ACTION_UNITS);

  private static final List<String> TRANSCRIPTS =
      List.of(".srt", ".vtt", ".json", ".words.json", ".align");

  private final AffWild copy;
  private final Map<AffWildTask, Path> testLists;
  private final Map<Split, Map<AffWildTask, Map<String, AffWildLabels>>> labels =
      new EnumMap<>(Split.class);
  private NavigableMap<String, Path> folders = new TreeMap<>();
  private NavigableMap<String, Path> recordings = new TreeMap<>();

  private AffWildPeople(AffWild copy, Map<AffWildTask, Path> testLists) {
    this.copy = copy;
    this.testLists = testLists;
  }

  /**
   * Reads annotations and finds images and videos. A person to submit predictions for is one named
   * in the task's list; without a list, one whom the task annotates in neither split.
   *
   * @param testLists names of the people to submit predictions for, one per line, by task
   * @return people in the order of their names
   * @throws IOException if anything is missing, duplicate or malformed
   */
  public static List<AffWildPerson> read(AffWild copy, Map<AffWildTask, Path> testLists)
      throws IOException {
    return new AffWildPeople(copy, testLists).read();
  }

  private List<AffWildPerson> read() throws IOException {
    for (Split split : Split.values()) {
      labels.put(split, new EnumMap<>(AffWildTask.class));
      for (AffWildTask task : TASKS) {
        Map<String, AffWildLabels> named = new TreeMap<>();
        copy.annotations(task, split).forEach(each -> named.put(each.name(), each));
        labels.get(split).put(task, named);
      }
    }
    for (AffWildTask task : TASKS) {
      requireApart(task);
    }
    folders = copy.imageFolders();
    recordings = copy.recordings();
    NavigableSet<String> names = names();
    Map<AffWildTask, Set<String>> tests = new EnumMap<>(AffWildTask.class);
    for (AffWildTask task : TASKS) {
      tests.put(task, tests(task, names));
      names.addAll(tests.get(task));
    }
    requireMedia(names);
    List<AffWildPerson> people = new ArrayList<>();
    for (String name : names) {
      people.add(person(name, tests));
    }
    return people;
  }

  private void requireApart(AffWildTask task) throws IOException {
    Set<String> both = new TreeSet<>(labels.get(Split.TRAIN).get(task).keySet());
    both.retainAll(labels.get(Split.VALIDATION).get(task).keySet());
    if (!both.isEmpty()) {
      throw new IOException(
          "%s: expected each video in one split of '%s', found %s in both; remove one file of each"
              .formatted(copy.root(), task.folder(), both));
    }
  }

  /** All people with annotations or images, and videos without any. */
  private NavigableSet<String> names() {
    NavigableSet<String> names = new TreeSet<>(folders.keySet());
    labels.values().stream()
        .flatMap(tasks -> tasks.values().stream())
        .forEach(named -> names.addAll(named.keySet()));
    Set<String> known = new TreeSet<>(names);
    names.forEach(name -> known.add(Person.video(name)));
    recordings.keySet().stream().filter(stem -> !known.contains(stem)).forEach(names::add);
    return names;
  }

  private Set<String> tests(AffWildTask task, Set<String> names) throws IOException {
    Set<String> tests = new TreeSet<>(names);
    Path list = testLists.get(task);
    if (list != null) {
      tests.clear();
      for (String line : Files.readAllLines(list)) {
        if (!line.isBlank()) {
          tests.add(line.strip().replaceFirst("\\.txt$", ""));
        }
      }
    }
    for (Split split : Split.values()) {
      tests.removeAll(labels.get(split).get(task).keySet());
    }
    return tests;
  }

  private void requireMedia(Set<String> names) throws IOException {
    List<String> missing =
        names.stream()
            .filter(name -> !folders.containsKey(name) && recording(name).isEmpty())
            .toList();
    if (!missing.isEmpty()) {
      throw new IOException(
          ("%s: expected cropped_aligned/NAME or NAME.mp4 (at most 3 folders deep) of everybody who"
                  + " is annotated or tested, found neither of %s; unpack them, or remove their"
                  + " files and lines")
              .formatted(copy.root(), missing));
    }
  }

  private Optional<Path> recording(String name) {
    return Optional.ofNullable(recordings.get(name))
        .or(() -> Optional.ofNullable(recordings.get(Person.video(name))));
  }

  private AffWildPerson person(String name, Map<AffWildTask, Set<String>> tests)
      throws IOException {
    Set<AffWildTask> test = EnumSet.noneOf(AffWildTask.class);
    tests.forEach(
        (task, people) -> {
          if (people.contains(name)) {
            test.add(task);
          }
        });
    Optional<Path> recording = recording(name);
    Path folder = folders.get(name);
    return new AffWildPerson(
        name,
        labels(name, Split.TRAIN),
        labels(name, Split.VALIDATION),
        test,
        folder == null ? new TreeMap<>() : AffWild.images(folder),
        recording,
        recording.isPresent() ? transcript(recording.get()) : Optional.empty());
  }

  private Map<AffWildTask, AffWildLabels> labels(String name, Split split) {
    Map<AffWildTask, AffWildLabels> own = new EnumMap<>(AffWildTask.class);
    labels
        .get(split)
        .forEach(
            (task, named) -> {
              if (named.containsKey(name)) {
                own.put(task, named.get(name));
              }
            });
    return own;
  }

  private static Optional<Path> transcript(Path recording) throws IOException {
    String stem = recording.getFileName().toString().replaceFirst("\\.[^.]+$", "");
    Stream<Path> possible =
        TRANSCRIPTS.stream().map(suffix -> recording.resolveSibling(stem + suffix));
    List<Path> found = possible.filter(Files::isRegularFile).toList();
    if (found.size() > 1) {
      throw new IOException(
          "%s: expected one transcript beside it, found %s; keep one".formatted(recording, found));
    }
    return found.stream().findFirst();
  }
}
