package io.affectstream.bench.options;

import io.affectstream.inference.ModelSource;
import io.affectstream.inference.bundle.BundleException;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.ConfigException;
import io.affectstream.jobs.config.ConfigReader;
import io.affectstream.jobs.pipeline.BundleChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Bundle and settings of the job that is measured. */
public final class MeasuredJobOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--bundle",
      paramLabel = "PATH|NAME",
      description = "Model bundle; by default the shipped one.")
  private String bundle;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting of the job, e.g. --set flink.parallelism=1; repeatable.")
  private List<String> settings = new ArrayList<>();

  /** The configuration, with some defaults of the command. */
  public AffectConfig config(String... defaults) {
    List<String> all = new ArrayList<>();
    for (String setting : defaults) {
      String key = setting.substring(0, setting.indexOf('=') + 1);
      if (settings.stream().noneMatch(given -> given.startsWith(key))) {
        all.add(setting);
      }
    }
    all.addAll(settings);
    if (bundle != null) {
      all.add("model.bundle=" + bundle);
    }
    try {
      return ConfigReader.read(Optional.empty(), all);
    } catch (ConfigException e) {
      throw wrong(e.getMessage());
    }
  }

  /** The bundle of a configuration, opened once to verify it. */
  public ModelSource models(AffectConfig config) {
    ModelSource models = BundleChoice.of(config.model());
    try {
      models.open();
      return models;
    } catch (BundleException e) {
      throw wrong("--bundle: " + e.getMessage());
    }
  }

  /** These options as words of a command line, for a process of the same kind. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    settings.forEach(setting -> words.addAll(List.of("--set", setting)));
    if (bundle != null) {
      words.addAll(List.of("--bundle", bundle));
    }
    return words;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
