package io.affectstream.app.cli.options;

import io.affectstream.app.embedded.WorkFolder;
import io.affectstream.terminal.CommandFailure;
import io.affectstream.terminal.Logging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of every command that has a work folder. */
public final class WorkOptions {

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description =
          "Folder of the broker's data, checkpoints and temporary files. The same"
              + " command continues a stopped run; with other files, options or settings it"
              + " starts from the beginning. Removed once a run is complete.")
  private Path work;

  @Option(names = "--keep-work", description = "Keep the work folder of a complete run.")
  private boolean keep;

  @Option(
      names = "--fresh",
      description = "Start from the beginning even if a stopped run can be continued.")
  private boolean fresh;

  /** A run within a work folder. */
  @FunctionalInterface
  public interface Run {
    int in(WorkFolder work) throws Exception;
  }

  /**
   * Opens the folder, runs, and removes it if the run completed, with any exit code. The folder of
   * a failed or stopped run is kept, so that the run can be continued.
   *
   * @param defaultValue default folder; always locked, so that two runs never write the same
   *     results concurrently
   */
  public int run(Path defaultValue, Run run) throws Exception {
    try (WorkFolder own = WorkFolder.open(defaultValue, "--out")) {
      return work == null || isSame(defaultValue, work) ? run(own, run) : runElsewhere(run);
    }
  }

  private static boolean isSame(Path one, Path other) throws IOException {
    return Files.exists(other) && Files.isSameFile(one, other);
  }

  private int runElsewhere(Run run) throws Exception {
    try (WorkFolder folder = WorkFolder.open(work)) {
      return run(folder, run);
    }
  }

  private int run(WorkFolder folder, Run run) throws Exception {
    if (fresh) {
      folder.clear();
    }
    int code = run.in(folder);
    if (!keep) {
      folder.removeOnClose();
    }
    return code;
  }

  /**
   * Writes the log next to a work folder, whose content is internal.
   *
   * @throws CommandFailure if the folder cannot be written
   */
  public static void logBeside(Path folder) throws CommandFailure {
    FolderArgument.requireWritable("--work", folder);
    Path absolute = folder.toAbsolutePath().normalize();
    Logging.toFile(absolute.resolveSibling(absolute.getFileName() + ".log"));
  }

  /** Opens a folder that is always kept, and runs. */
  public static int runKept(Path folder, Run run) throws Exception {
    try (WorkFolder opened = WorkFolder.open(folder)) {
      return run.in(opened);
    }
  }
}
