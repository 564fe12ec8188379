package io.affectstream.bench;

import io.affectstream.bench.where.Chart;
import io.affectstream.bench.where.Measurement;
import io.affectstream.bench.where.Report;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.bundle.BundleException;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.media.MediaException;
import io.affectstream.ingest.media.MediaSource;
import io.affectstream.ingest.media.StreamIds;
import io.affectstream.ingest.transcript.TranscriptException;
import io.affectstream.ingest.transcript.TranscriptFile;
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
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code affect bench where}: CPU time per frame by stage, and end to end. */
@Command(
    name = "where",
    mixinStandardHelpOptions = true,
    description = {
      "Measures where time goes per frame: our own work on one thread, stage by stage; the same"
          + " media through Kafka and Flink; the difference."
    })
final class WhereCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "VIDEO", description = "Files or folders.")
  private List<String> videos;

  @Option(
      names = "--bundle",
      paramLabel = "PATH|NAME",
      description = "Model bundle; by default the shipped one.")
  private String bundle;

  @Option(
      names = "--transcript",
      paramLabel = "FILE",
      description = "Words of the only video: SRT, WebVTT or word JSON.")
  private Path transcript;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "3",
      description = "Measured repeats after a warm-up. Default: ${DEFAULT-VALUE}.")
  private int repeat;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting of the job, e.g. --set flink.parallelism=1; repeatable.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--peer",
      paramLabel = "CMD",
      description = "Also run this command; its last line with 'N frames/s' counts.")
  private String peer;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON.")
  private Path json;

  @Option(names = "--png", paramLabel = "FILE", description = "Write the report as a bar chart.")
  private Path png;

  @Override
  public Integer call() throws Exception {
    if (repeat < 1) {
      throw wrong("--repeat: expected at least 1, found " + repeat);
    }
    List<StreamPlan> plans = plans();
    AffectConfig config = config();
    ModelSource models = models(config);
    Report report = new Measurement(plans, config, models, repeat).run(Optional.ofNullable(peer));
    spec.commandLine().getOut().print(report.table());
    spec.commandLine().getOut().flush();
    if (json != null) {
      Files.writeString(json, report.json());
    }
    if (png != null) {
      draw(report);
    }
    return 0;
  }

  private void draw(Report report) throws IOException {
    if (!ImageIO.write(Chart.draw(report), "png", png.toFile())) {
      throw new IOException(png + ": this Java runtime cannot write PNG");
    }
  }

  private List<StreamPlan> plans() {
    try {
      List<MediaSource> sources = new ArrayList<>();
      for (String video : videos) {
        sources.addAll(MediaSource.parse(video));
      }
      if (transcript != null && sources.size() != 1) {
        throw wrong("--transcript: expected one video, found " + sources.size());
      }
      List<String> ids = StreamIds.of(sources);
      List<StreamPlan> plans = new ArrayList<>();
      for (int i = 0; i < sources.size(); i++) {
        StreamPlan plan = StreamPlan.of(ids.get(i), sources.get(i));
        plans.add(transcript == null ? plan : plan.withWords(TranscriptFile.read(transcript)));
      }
      return plans;
    } catch (MediaException | TranscriptException e) {
      throw wrong(e.getMessage());
    }
  }

  private AffectConfig config() {
    List<String> all = new ArrayList<>(settings);
    if (bundle != null) {
      all.add("model.bundle=" + bundle);
    }
    try {
      return ConfigReader.read(Optional.empty(), all);
    } catch (ConfigException e) {
      throw wrong(e.getMessage());
    }
  }

  private ModelSource models(AffectConfig config) {
    ModelSource models = BundleChoice.of(config.model());
    try {
      models.open();
      return models;
    } catch (BundleException e) {
      throw wrong("--bundle: " + e.getMessage());
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
