package io.affectstream.bench.options;

import io.affectstream.bench.load.Recording;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.bundle.BundleException;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.demo.DemoClip;
import io.affectstream.ingest.media.MediaException;
import io.affectstream.ingest.media.MediaSource;
import io.affectstream.ingest.media.StreamIds;
import io.affectstream.jobs.analyze.BundleChoice;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.ConfigException;
import io.affectstream.jobs.config.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is measured: media, bundle, settings of the job. */
public final class ProductOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "VIDEO",
      description = "Files or folders; by default the demo's clip, made on the spot.")
  private List<String> videos = new ArrayList<>();

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

  /** One stream for each file. */
  public List<StreamPlan> plans() throws IOException, MediaException {
    if (videos.isEmpty()) {
      Path folder = Files.createTempDirectory("affect-bench-clip");
      videos.add(DemoClip.write(folder).video().toString());
    }
    try {
      List<MediaSource> sources = new ArrayList<>();
      for (String video : videos) {
        sources.addAll(MediaSource.parse(video));
      }
      List<String> ids = StreamIds.of(sources);
      List<StreamPlan> plans = new ArrayList<>();
      for (int i = 0; i < sources.size(); i++) {
        plans.add(StreamPlan.of(ids.get(i), sources.get(i)));
      }
      return plans;
    } catch (MediaException e) {
      throw wrong(e.getMessage());
    }
  }

  /**
   * The files in memory.
   *
   * @param framesPerSecond pace of their frames; 0 = their sound only
   */
  public List<Recording> recordings(double framesPerSecond) throws IOException, MediaException {
    List<Recording> recordings = new ArrayList<>();
    for (StreamPlan plan : plans()) {
      recordings.add(Recording.of(plan, framesPerSecond));
    }
    return recordings;
  }

  /** The configuration, with some settings the command wants unless they are given. */
  public AffectConfig config(String... byDefault) {
    List<String> all = new ArrayList<>();
    for (String setting : byDefault) {
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

  /** The bundle of a configuration, opened once to see that it is sound. */
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
  public List<String> words() {
    List<String> words = new ArrayList<>(videos);
    settings.forEach(setting -> words.addAll(List.of("--set", setting)));
    if (bundle != null) {
      words.addAll(List.of("--bundle", bundle));
    }
    return words;
  }

  /** The names of the files, for people. */
  public String media() {
    return String.join(", ", videos);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
