package io.affectstream.bench.options;

import io.affectstream.bench.load.RecordedMedia;
import io.affectstream.inference.ModelSource;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.demo.DemoClip;
import io.affectstream.ingest.media.MediaException;
import io.affectstream.ingest.media.MediaSource;
import io.affectstream.ingest.media.StreamIds;
import io.affectstream.jobs.config.AffectConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Objects of measurement: media, bundle, settings of the job. */
public final class ProductOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "VIDEO",
      description = "Files or folders; by default the demo's clip, made on the spot.")
  private List<String> videos = new ArrayList<>();

  @Mixin private MeasuredJobOptions job;

  /** One stream for each file. */
  public List<StreamPlan> plans() throws IOException, MediaException {
    if (videos.isEmpty()) {
      Path folder = Files.createTempDirectory("affect-bench-clip");
      videos.add(DemoClip.write(folder).video().toString());
    }
    try {
      return plans(videos);
    } catch (MediaException e) {
      throw wrong(e.getMessage());
    }
  }

  /**
   * One stream for each file.
   *
   * @param videos files or folders
   * @throws MediaException if one of them is not a video
   */
  public static List<StreamPlan> plans(List<String> videos) throws MediaException {
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
  }

  /**
   * The files in memory.
   *
   * @param framesPerSecond pace of their frames; 0 = their sound only
   */
  public List<RecordedMedia> recordings(double framesPerSecond) throws IOException, MediaException {
    return recordings(framesPerSecond, Integer.MAX_VALUE);
  }

  /**
   * The beginnings of the files in memory.
   *
   * @param framesPerSecond pace of their frames; 0 = their sound only
   * @param most maximum number of frames of each
   */
  public List<RecordedMedia> recordings(double framesPerSecond, int most)
      throws IOException, MediaException {
    List<RecordedMedia> recordings = new ArrayList<>();
    for (StreamPlan plan : plans()) {
      recordings.add(RecordedMedia.of(plan, framesPerSecond, most));
    }
    return recordings;
  }

  /** The configuration, with some defaults of the command. */
  public AffectConfig config(String... defaults) {
    return job.config(defaults);
  }

  /** The bundle of a configuration, opened once to verify it. */
  public ModelSource models(AffectConfig config) {
    return job.models(config);
  }

  /** These options as words of a command line, for a process of the same kind. */
  public List<String> words() {
    List<String> words = new ArrayList<>(videos);
    words.addAll(job.words());
    return words;
  }

  /** The names of the files, for display. */
  public String media() {
    return String.join(", ", videos);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
