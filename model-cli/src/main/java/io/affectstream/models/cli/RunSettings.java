package io.affectstream.models.cli;

import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The settings of a training: an argument, or {@code --config} as in the other trainings. */
final class RunSettings {

  @ArgGroup(multiplicity = "1")
  private Given given;

  private static final class Given {

    @Parameters(paramLabel = "SETTINGS", description = "JSON; examples: docs/models/*/*.json.")
    private Path argument;

    @Option(
        names = "--config",
        required = true,
        paramLabel = "FILE",
        description = "The same as SETTINGS.")
    private Path option;
  }

  /** The file. */
  Path file() {
    return given.argument != null ? given.argument : given.option;
  }
}
