package io.affectstream.export.cli;

import io.affectstream.training.fusion.FusionTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a training writes, and whether one must be there to go on with. */
final class RunFolder {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Output folder.")
  private Path out;

  @Option(
      names = "--resume",
      description = {
        "Go on with the stopped run in the output folder; an error if there is none.",
        "Without this option a run that is there goes on too."
      })
  private boolean resume;

  /**
   * The output folder.
   *
   * @throws IOException if it cannot be read
   * @throws ParameterException if there is to be a stopped run in it and is none
   */
  Path open() throws IOException {
    if (resume && !holdsRun()) {
      throw new ParameterException(
          spec.commandLine(),
          "--resume: expected a stopped run (%s) in %s, found none; start one without --resume"
              .formatted(FusionTrainer.LAST, out));
    }
    return out;
  }

  private boolean holdsRun() throws IOException {
    if (!Files.isDirectory(out)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(out)) {
      return files.anyMatch(file -> file.endsWith(FusionTrainer.LAST));
    }
  }
}
