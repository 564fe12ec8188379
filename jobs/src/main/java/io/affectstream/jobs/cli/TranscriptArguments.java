package io.affectstream.jobs.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which transcript belongs to which source. */
final class TranscriptArguments {

  private TranscriptArguments() {}

  /**
   * Transcript files by name of their source (its last part without extension).
   *
   * @param arguments {@code FILE} or {@code SOURCE=FILE}
   * @param sources the sources
   * @throws CommandFailure if a file is missing, or fits no source
   */
  static Map<String, Path> bySource(List<String> arguments, List<String> sources)
      throws CommandFailure {
    Map<String, Path> files = new TreeMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      boolean named = equals > 0 && !Files.exists(Path.of(argument));
      Path file = Path.of(named ? argument.substring(equals + 1) : argument);
      if (!Files.isRegularFile(file)) {
        throw new CommandFailure(
            ExitCode.USAGE, "--transcript: expected a file, found none at '%s'".formatted(file));
      }
      String source = named ? name(argument.substring(0, equals)) : owner(file, sources);
      if (files.put(source, file) != null) {
        throw new CommandFailure(
            ExitCode.USAGE, "--transcript: two files for '%s'; give one".formatted(source));
      }
    }
    return files;
  }

  private static String owner(Path file, List<String> sources) throws CommandFailure {
    if (sources.size() == 1 && !Files.isDirectory(Path.of(sources.get(0)))) {
      return name(sources.get(0));
    }
    String own = name(file.toString());
    boolean folders = sources.stream().anyMatch(source -> Files.isDirectory(Path.of(source)));
    if (folders || sources.stream().anyMatch(source -> name(source).equals(own))) {
      return own;
    }
    throw new CommandFailure(
        ExitCode.USAGE,
        "--transcript: '%s' has the name of no video; write VIDEO=%s".formatted(file, file));
  }

  /** Last part of a path or address, without its extension. */
  static String name(String source) {
    String last = source.replaceAll("/+$", "").replaceAll("^.*/", "");
    int dot = last.lastIndexOf('.');
    return dot > 0 ? last.substring(0, dot) : last;
  }
}
