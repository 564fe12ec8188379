package io.affectstream.app.cli.options;

import io.affectstream.terminal.CommandFailure;
import io.affectstream.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder on the command line, which does not have to exist. */
final class FolderArgument {

  private FolderArgument() {}

  /**
   * Refuses a path at which no folder can be written; leaves no files.
   *
   * @param option option of the path
   * @throws CommandFailure if it is a file, or cannot be written
   */
  static void requireWritable(String option, Path folder) throws CommandFailure {
    Path there = folder.toAbsolutePath().normalize();
    while (there.getParent() != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      throw new CommandFailure(
          ExitCode.USAGE, "%s: expected a folder, found the file '%s'".formatted(option, there));
    }
    try {
      // Permissions are not sufficient: a disk may be full or read-only.
      Files.delete(Files.createTempDirectory(there, ".affect"));
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "%s: '%s' may not be written%s; check its permissions or choose another folder"
              .formatted(option, there, reason(e)));
    }
  }

  private static String reason(IOException failure) {
    return failure instanceof FileSystemException file && file.getReason() != null
        ? " (%s)".formatted(file.getReason())
        : "";
  }
}
