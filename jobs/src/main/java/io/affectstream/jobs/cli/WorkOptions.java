package io.affectstream.jobs.cli;

import io.affectstream.jobs.embedded.WorkFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of every command that has a work folder. */
final class WorkOptions {

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description =
          "Folder of the broker's data, checkpoints and temporary files. A second run on the same"
              + " folder continues; removed once a run is complete.")
  private Path work;

  @Option(names = "--keep-work", description = "Keep the work folder of a complete run.")
  private boolean keep;

  /** A run within a work folder. */
  @FunctionalInterface
  interface Run {
    int in(WorkFolder work) throws Exception;
  }

  /**
   * Opens the folder, runs, and removes it if the run succeeded.
   *
   * @param byDefault folder unless another was given
   */
  int run(Path byDefault, Run run) throws Exception {
    try (WorkFolder folder = WorkFolder.open(work == null ? byDefault : work)) {
      int code = run.in(folder);
      if (code == ExitCode.OK && !keep) {
        folder.removeOnClose();
      }
      return code;
    }
  }

  /**
   * Sends the log beside a work folder, whose content is not for people.
   *
   * @throws CommandFailure if the folder cannot be written
   */
  static void logBeside(Path folder) throws CommandFailure {
    FolderArgument.requireWritable("--work", folder);
    Path absolute = folder.toAbsolutePath().normalize();
    Logging.toFile(absolute.resolveSibling(absolute.getFileName() + ".log"));
  }

  /** Opens a folder that is kept whatever happens, and runs. */
  static int runKept(Path folder, Run run) throws Exception {
    try (WorkFolder opened = WorkFolder.open(folder)) {
      return run.in(opened);
    }
  }
}
