package io.affectstream.models.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.affectstream.training.loop.EpochLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Output folder of a training, and whether it must contain a run to continue. */
final class RunFolder {

  private static final String SETTINGS = "settings.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Output folder.")
  private Path out;

  @Option(
      names = "--resume",
      description = {
        "Continue the stopped run in the output folder; an error if there is none.",
        "Without this option, an existing run is continued too."
      })
  private boolean resume;

  /**
   * The output folder.
   *
   * @throws IOException if it cannot be read
   * @throws ParameterException if a stopped run is required and missing
   */
  Path open() throws IOException {
    if (resume && !holdsRun()) {
      throw new ParameterException(
          spec.commandLine(),
          "--resume: expected a stopped run (%s) in %s, found none; start one without --resume"
              .formatted(EpochLoop.LAST, out));
    }
    return out;
  }

  /**
   * The output folder of a run with the settings of a file. The folder contains a copy and refuses
   * other settings, so that a run never continues with them unnoticed.
   *
   * @throws ParameterException also if the folder contains a run with other settings
   */
  Path open(Path settings) throws IOException {
    Path folder = open();
    if (!Files.isRegularFile(settings)) {
      return folder; // reported by the reader of the settings
    }
    Path kept = folder.resolve(SETTINGS);
    if (!holdsRun()) {
      Files.createDirectories(folder);
      Files.copy(settings, kept, StandardCopyOption.REPLACE_EXISTING);
    } else if (Files.exists(kept)) {
      List<String> differences = differences(kept, settings);
      if (!differences.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(),
            "--out: %s holds a run with other settings (%s differ); choose another folder, or the settings of that run, %s"
                .formatted(out, String.join(", ", differences), kept));
      }
    }
    return folder;
  }

  /** Top-level keys with different values. */
  private static List<String> differences(Path one, Path other) throws IOException {
    JsonNode before = JSON.readTree(one.toFile());
    JsonNode now = JSON.readTree(other.toFile());
    Set<String> keys = new TreeSet<>();
    before.fieldNames().forEachRemaining(keys::add);
    now.fieldNames().forEachRemaining(keys::add);
    return keys.stream().filter(key -> !before.path(key).equals(now.path(key))).toList();
  }

  private boolean holdsRun() throws IOException {
    if (!Files.isDirectory(out)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(out)) {
      return files.anyMatch(file -> file.endsWith(EpochLoop.LAST));
    }
  }
}
