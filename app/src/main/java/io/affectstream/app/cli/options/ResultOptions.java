package io.affectstream.app.cli.options;

import io.affectstream.terminal.CommandFailure;
import io.affectstream.terminal.Logging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Folder of the results and model: options of every command that analyses. */
public final class ResultOptions {

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "DIR",
      description = "Folder of the results.")
  private Path out;

  @Option(
      names = "--bundle",
      paramLabel = "PATH",
      description =
          "Model bundle: folder, zip, or the name of a shipped one; short for --set"
              + " model.bundle=...")
  private String bundle;

  /**
   * Sends the log to the folder, which does not have to exist.
   *
   * @throws CommandFailure if it cannot be used for results
   */
  public void logThere() throws CommandFailure {
    FolderArgument.requireWritable("--out", out);
    Logging.toFile(out.resolve("affect.log"));
  }

  /** These options as settings. */
  public List<String> settings() throws CommandFailure {
    List<String> settings = new ArrayList<>();
    if (bundle != null) {
      settings.add("model.bundle=" + BundleArgument.checked("--bundle", bundle));
    }
    return settings;
  }

  /** The folder, created if it is missing. */
  public Path folder() throws IOException {
    return Files.createDirectories(out);
  }
}
