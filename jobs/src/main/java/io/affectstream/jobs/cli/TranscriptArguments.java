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
   * Transcript files by name of their source.
   *
   * @param arguments {@code FILE} or {@code SOURCE=FILE}
   * @param names names of the sources: file names without extension
   * @throws CommandFailure if a file is missing, or fits no source
   */
  static Map<String, Path> bySource(List<String> arguments, List<String> names)
      throws CommandFailure {
    Map<String, Path> files = new TreeMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      boolean named = equals > 0 && !Files.exists(Path.of(argument));
      Path file = Path.of(named ? argument.substring(equals + 1) : argument);
      if (!Files.isRegularFile(file)) {
        throw usage("expected a file, found none at '%s'".formatted(file));
      }
      String source =
          named ? known(argument.substring(0, equals), file, names) : owner(file, names);
      if (files.put(source, file) != null) {
        throw usage("two files for '%s'; give one".formatted(source));
      }
    }
    return files;
  }

  private static String owner(Path file, List<String> names) throws CommandFailure {
    return names.size() == 1 ? names.get(0) : known(file.toString(), file, names);
  }

  private static String known(String source, Path file, List<String> names) throws CommandFailure {
    for (String candidate : List.of(source, baseName(source))) {
      if (names.contains(candidate)) {
        return candidate;
      }
    }
    throw usage(
        "'%s' fits none of the sources %s; write SOURCE=%s"
            .formatted(baseName(source), names, file));
  }

  private static CommandFailure usage(String message) {
    return new CommandFailure(ExitCode.USAGE, "--transcript: " + message);
  }

  private static String baseName(String source) {
    String last = source.replaceAll("/+$", "").replaceAll("^.*/", "");
    int dot = last.lastIndexOf('.');
    return dot > 0 ? last.substring(0, dot) : last;
  }
}
