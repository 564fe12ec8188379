package io.affectstream.training.data.manifest;

import io.affectstream.schemas.Expression;
import io.affectstream.training.data.ClassNames;
import io.affectstream.training.data.CsvLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads a manifest: CSV with the header {@code path,label,split,speaker} in any order; {@code
 * split} and {@code speaker} are optional. Paths are relative to the manifest's folder.
 */
public final class SampleManifest {

  private static final String PATH = "path";
  private static final String LABEL = "label";
  private static final String SPLIT = "split";
  private static final String SPEAKER = "speaker";
  private static final Set<String> COLUMNS = Set.of(PATH, LABEL, SPLIT, SPEAKER);
  private static final int NAMED = 20;

  private final Path file;
  private final Map<String, Integer> columns = new HashMap<>();
  private final Map<Path, Integer> lines = new HashMap<>();
  private final Map<String, Set<Split>> splitsOfSpeakers = new TreeMap<>();
  private final Set<String> unknownLabels = new TreeSet<>();
  private final Set<String> unknownSplits = new TreeSet<>();
  private final List<String> missing = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private SampleManifest(Path file) {
    this.file = file;
  }

  /**
   * Every sample, in the order of the file.
   *
   * @throws IOException if the file cannot be read or anything in it is wrong; the message names
   *     all of it: unknown labels and splits, files that are missing or listed twice, lines with
   *     too few or too many cells, speakers in more than one split
   */
  public static List<ManifestEntry> read(Path file) throws IOException {
    return new SampleManifest(file).read();
  }

  private List<ManifestEntry> read() throws IOException {
    List<CsvLines.Line> all = CsvLines.read(file);
    if (all.size() < 2) {
      throw new IOException(
          "%s: expected a header and at least one sample, found %d lines"
              .formatted(file, all.size()));
    }
    header(all.get(0));
    List<ManifestEntry> samples = new ArrayList<>();
    for (CsvLines.Line line : all.subList(1, all.size())) {
      if (line.cells().size() == columns.size()) {
        sample(line).ifPresent(samples::add);
      } else {
        problem(line, "%d cells".formatted(columns.size()), line.cells().toString());
      }
    }
    expectNoProblems();
    return samples;
  }

  private void header(CsvLines.Line line) throws IOException {
    for (String name : line.cells()) {
      columns.put(name, columns.size());
    }
    boolean known = COLUMNS.containsAll(columns.keySet()) && columns.size() == line.cells().size();
    if (!known || !columns.containsKey(PATH) || !columns.containsKey(LABEL)) {
      throw new IOException(
          "%s, line %d: expected the header path,label,split,speaker (the last two may be left"
                  .formatted(file, line.number())
              + " out), found '%s'".formatted(String.join(",", line.cells())));
    }
  }

  private Optional<ManifestEntry> sample(CsvLines.Line line) {
    Optional<Path> path = path(line);
    String name = cell(line, LABEL).orElseThrow();
    Optional<Expression> label = ClassNames.find(name);
    if (label.isEmpty()) {
      unknownLabels.add(name);
    }
    Optional<Split> split = cell(line, SPLIT).flatMap(Split::named);
    if (columns.containsKey(SPLIT) && split.isEmpty()) {
      unknownSplits.add(cell(line, SPLIT).orElseThrow());
    }
    Optional<String> speaker = cell(line, SPEAKER);
    if (speaker.isPresent() && speaker.get().isEmpty()) {
      problem(line, "a speaker", "");
    } else if (speaker.isPresent() && split.isPresent()) {
      splitsOfSpeakers.computeIfAbsent(speaker.get(), who -> new TreeSet<>()).add(split.get());
    }
    return path.isPresent() && label.isPresent()
        ? Optional.of(new ManifestEntry(path.get(), label.get(), split, speaker))
        : Optional.empty();
  }

  private Optional<Path> path(CsvLines.Line line) {
    String text = cell(line, PATH).orElseThrow();
    Path path;
    try {
      path = file.toAbsolutePath().resolveSibling(text).normalize();
    } catch (InvalidPathException e) {
      problem(line, "a path", text);
      return Optional.empty();
    }
    if (text.isEmpty() || !Files.isRegularFile(path)) {
      missing.add(text);
      return Optional.empty();
    }
    Integer first = lines.putIfAbsent(path, line.number());
    if (first != null) {
      problem(line, "a path that line %d does not list".formatted(first), text);
      return Optional.empty();
    }
    return Optional.of(path);
  }

  private Optional<String> cell(CsvLines.Line line, String column) {
    return Optional.ofNullable(columns.get(column)).map(line.cells()::get);
  }

  private void problem(CsvLines.Line line, String expected, String found) {
    problems.add("line %d: expected %s, found '%s'".formatted(line.number(), expected, found));
  }

  private void expectNoProblems() throws IOException {
    List<String> all = new ArrayList<>();
    if (!unknownLabels.isEmpty()) {
      all.add(
          "labels: expected expression classes, each one of %s, found %s"
              .formatted(ClassNames.known(), unknownLabels));
    }
    if (!unknownSplits.isEmpty()) {
      all.add(
          "splits: expected each one of %s, found %s"
              .formatted(new TreeSet<>(Split.NAMES.keySet()), unknownSplits));
    }
    if (!missing.isEmpty()) {
      all.add("paths: expected files relative to the manifest, found none for " + some(missing));
    }
    splitsOfSpeakers.forEach(
        (speaker, splits) -> {
          if (splits.size() > 1) {
            all.add("speakers: expected '%s' in one split, found %s".formatted(speaker, splits));
          }
        });
    all.addAll(problems);
    if (!all.isEmpty()) {
      throw new IOException("%s:\n  %s".formatted(file, some(all, "\n  ")));
    }
  }

  private static String some(List<String> texts) {
    return some(texts, ", ");
  }

  private static String some(List<String> texts, String separator) {
    String first = String.join(separator, texts.subList(0, Math.min(NAMED, texts.size())));
    return texts.size() <= NAMED
        ? first
        : "%s%sand %d more".formatted(first, separator, texts.size() - NAMED);
  }
}
