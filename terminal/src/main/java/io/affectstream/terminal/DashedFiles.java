package io.affectstream.terminal;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Files whose names start like options. Otherwise {@code -beach.mp4} would be parsed as the option
 * {@code -b} with the value {@code each.mp4}.
 */
public final class DashedFiles {

  /** An argument that looks like an option but ends like a file. */
  private static final Pattern FILE_NAME = Pattern.compile("-[^=]*\\.\\w+");

  private DashedFiles() {}

  /** Error for the first such argument, if there is one. */
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

  /** Correct notation of such a file. */
  static String advice(String argument) {
    return "'%s' is a file, but its name begins like an option; write './%s'"
        .formatted(argument, argument);
  }

  /** Whether an argument that starts like an option ends like a file name. */
  static boolean isFileName(String argument) {
    return FILE_NAME.matcher(argument).matches();
  }

  /** Notation of a file with that name, as the end of a sentence. */
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
