package io.affectstream.bench;

import io.affectstream.bench.options.MeasuredJobOptions;
import io.affectstream.bench.options.OutputOptions;
import io.affectstream.bench.options.PeerOptions;
import io.affectstream.bench.options.ProductOptions;
import io.affectstream.bench.profile.Chart;
import io.affectstream.bench.profile.Measurement;
import io.affectstream.bench.profile.Report;
import io.affectstream.inference.ModelSource;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.media.MediaException;
import io.affectstream.ingest.transcript.TranscriptException;
import io.affectstream.ingest.transcript.TranscriptFile;
import io.affectstream.jobs.config.AffectConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code affect bench profile}: CPU time per frame by stage and end to end. */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    description = {
      "Measures where time goes per frame: our own work on one thread, stage by stage; the same"
          + " media through Kafka and Flink; the difference."
    })
final class ProfileCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private MeasuredJobOptions job;
  @Mixin private PeerOptions peer;
  @Mixin private OutputOptions output;

  @Parameters(arity = "1..*", paramLabel = "VIDEO", description = "Files or folders.")
  private List<String> videos;

  @Option(
      names = "--transcript",
      paramLabel = "FILE",
      description = "Words of the only video: SRT, WebVTT or word JSON.")
  private Path transcript;

  @Override
  public Integer call() throws Exception {
    int repeats = peer.repeats();
    List<StreamPlan> plans = plans();
    AffectConfig config = job.config();
    ModelSource models = job.models(config);
    Report report = new Measurement(plans, config, models, repeats).run(peer.command());
    output.write(
        spec.commandLine().getOut(), report.table(), report::json, () -> Chart.draw(report));
    return 0;
  }

  private List<StreamPlan> plans() {
    try {
      List<StreamPlan> plans = ProductOptions.plans(videos);
      if (transcript == null) {
        return plans;
      }
      if (plans.size() != 1) {
        throw wrong("--transcript: expected one video, found " + plans.size());
      }
      return List.of(plans.get(0).withWords(TranscriptFile.read(transcript)));
    } catch (MediaException | TranscriptException e) {
      throw wrong(e.getMessage());
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
