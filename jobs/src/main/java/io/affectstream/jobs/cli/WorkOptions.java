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
      folder.redirectTemporaryFiles();
      int code = run.in(folder);
      if (code == ExitCode.OK && !keep) {
        folder.removeOnClose();
      }
      return code;
    }
  }

  /** Opens a folder that is kept whatever happens, and runs. */
  static int runKept(Path folder, Run run) throws Exception {
    try (WorkFolder opened = WorkFolder.open(folder)) {
      opened.redirectTemporaryFiles();
      return run.in(opened);
    }
  }
}
