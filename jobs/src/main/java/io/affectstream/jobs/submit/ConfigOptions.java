package io.affectstream.jobs.submit;

import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.ConfigException;
import io.affectstream.jobs.config.ConfigReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of every command that reads the configuration. */
public final class ConfigOptions {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML file with settings; 'affect config' lists them.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting, e.g. --set flink.parallelism=2; repeatable, wins over the file.")
  private List<String> settings = new ArrayList<>();

  /** The configuration; further settings come from the command's own flags and take precedence. */
  public AffectConfig read(List<String> further) throws ConfigException {
    List<String> all = new ArrayList<>(settings);
    all.addAll(further);
    return ConfigReader.read(Optional.ofNullable(file), all);
  }
}
