package io.affectstream.app.cli.options;

import io.affectstream.ingest.media.MediaSource;
import io.affectstream.terminal.CommandFailure;
import io.affectstream.terminal.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Assigns transcripts to sources. A source is identified by its path or the end of it, its address,
 * its stream id, or its name; ambiguous arguments are refused.
 */
final class TranscriptArguments {

  private final List<MediaSource> sources;
  private final List<String> ids;

  /**
   * @param sources the sources
   * @param ids stream ids of the sources, in their order
   */
  TranscriptArguments(List<MediaSource> sources, List<String> ids) {
    this.sources = sources;
    this.ids = ids;
  }

  /**
   * Transcript files by stream id.
   *
   * @param arguments {@code FILE} or {@code SOURCE=FILE}
   * @throws CommandFailure if a file is missing, or matches no source or several
   */
  Map<String, Path> byStream(List<String> arguments) throws CommandFailure {
    Map<String, Path> files = new TreeMap<>();
    for (String argument : arguments) {
      int equals = Files.exists(Path.of(argument)) ? -1 : separator(argument);
      Path file = Path.of(argument.substring(equals + 1));
      if (!Files.isRegularFile(file)) {
        throw usage("expected a file, found none at '%s'".formatted(file));
      }
      int source = equals > 0 ? named(argument.substring(0, equals), file) : owner(file);
      Path other = files.put(ids.get(source), file);
      if (other != null) {
        throw usage(
            "expected one file for '%s', found %s and %s"
                .formatted(sources.get(source).describe(), other, file));
      }
    }
    return files;
  }

  /**
   * Position of the '=' between source and file, because both may contain one; -1 if there is none.
   */
  private static int separator(String argument) {
    int first = argument.indexOf('=');
    for (int at = first; at >= 0; at = argument.indexOf('=', at + 1)) {
      if (Files.isRegularFile(Path.of(argument.substring(at + 1)))) {
        return at;
      }
    }
    return first;
  }

  private int named(String text, Path file) throws CommandFailure {
    List<Integer> fitting = which(i -> isAt(sources.get(i), text));
    if (fitting.size() != 1) {
      fitting =
          which(i -> endsWith(sources.get(i), text) || ids.get(i).equals(text) || isNamed(i, text));
    }
    return only(fitting, text, file);
  }

  private int owner(Path file) throws CommandFailure {
    if (sources.size() == 1) {
      return 0;
    }
    String last = file.getFileName().toString();
    String name = last.contains(".") ? last.substring(0, last.lastIndexOf('.')) : last;
    List<Integer> fitting = which(i -> isNamed(i, name) || ids.get(i).equals(name));
    List<Integer> beside = fitting.stream().filter(i -> isBeside(sources.get(i), file)).toList();
    return only(beside.size() == 1 ? beside : fitting, name, file);
  }

  private int only(List<Integer> fitting, String text, Path file) throws CommandFailure {
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    List<Integer> choice = fitting.isEmpty() ? which(i -> true) : fitting;
    throw usage(
        "'%s' fits %s; write SOURCE=%s, SOURCE being a path or a stream id of: %s"
            .formatted(
                text,
                fitting.isEmpty() ? "no source" : fitting.size() + " sources",
                file,
                choice.stream()
                    .map(i -> "%s (%s)".formatted(sources.get(i).describe(), ids.get(i)))
                    .collect(Collectors.joining(", "))));
  }

  private List<Integer> which(IntPredicate fits) {
    return IntStream.range(0, sources.size()).filter(fits).boxed().toList();
  }

  private static boolean isAt(MediaSource source, String text) {
    return source instanceof MediaSource.File file
        ? absolute(file.path()).equals(absolute(Path.of(text)))
        : source.describe().equals(text)
            || (source instanceof MediaSource.Address address && address.url().equals(text));
  }

  private static boolean endsWith(MediaSource source, String text) {
    return source instanceof MediaSource.File file
        && absolute(file.path()).endsWith(Path.of(text).normalize());
  }

  private static boolean isBeside(MediaSource source, Path transcript) {
    return source instanceof MediaSource.File file
        && absolute(file.path()).getParent().equals(absolute(transcript).getParent());
  }

  private boolean isNamed(int source, String name) {
    return composed(sources.get(source).name()).equals(composed(name));
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private static String composed(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  private static CommandFailure usage(String message) {
    return new CommandFailure(ExitCode.USAGE, "--transcript: " + message);
  }
}
