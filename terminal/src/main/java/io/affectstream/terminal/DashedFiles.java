package io.affectstream.terminal;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Files whose names begin like options. Parsed as one, {@code -beach.mp4} would be the option
 * {@code -b} with the value {@code each.mp4}.
 */
public final class DashedFiles {

  /** An argument that is spelled like an option, but ends like a file. */
  private static final Pattern FILE_NAME = Pattern.compile("-[^=]*\\.\\w+");

  private DashedFiles() {}

  /** What is wrong with the first argument that is both, if there is one. */
  public static Optional<String> problem(String[] arguments) {
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

  /** Whether an argument that begins like an option ends like the name of a file. */
  static boolean isFileName(String argument) {
    return FILE_NAME.matcher(argument).matches();
  }

  /** How a file of that name is written, as the end of a sentence. */
  static String hint(String argument) {
    return "; a file of that name is written './%s'".formatted(argument);
  }

  private static boolean isFile(String argument) {
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
