package io.affectstream.jobs.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Files whose names begin like options. Parsed as one, {@code -beach.mp4} would be the option
 * {@code -b} with the value {@code each.mp4}.
 */
final class DashedFiles {

  private DashedFiles() {}

  /** What is wrong with the first argument that is both, if there is one. */
  static Optional<String> problem(String[] arguments) {
    for (String argument : arguments) {
      if (argument.equals("--")) {
        return Optional.empty();
      }
      if (isFile(argument)) {
        return Optional.of(advice(argument));
      }
    }
    return Optional.empty();
  }

  /** How such a file is written. */
  static String advice(String argument) {
    return "'%s' is a file, but its name begins like an option; write './%s'"
        .formatted(argument, argument);
  }

  static boolean isFile(String argument) {
    try {
      return argument.length() > 2
          && argument.startsWith("-")
          && !argument.contains("=")
          && Files.exists(Path.of(argument));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
