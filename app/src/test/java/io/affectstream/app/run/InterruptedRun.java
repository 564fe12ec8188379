package io.affectstream.app.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.app.collect.CollectorListener;
import io.affectstream.app.embedded.WorkFolder;
import io.affectstream.inference.ModelSource;
import io.affectstream.ingest.IngestOptions;
import io.affectstream.ingest.Speed;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.media.MediaOptions;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.ConfigReader;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.terminal.Progress;
import io.affectstream.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An analysis that is stopped, like by Ctrl-C, once a few rows are committed. */
final class InterruptedRun {

  private InterruptedRun() {}

  /** Runs slowly, so that most of the input remains, and keeps {@code OUT/.work}. */
  static void of(List<StreamPlan> plans, Path out, Path bundle) throws Exception {
    AffectConfig config =
        ConfigReader.read(Optional.empty(), List.of("flink.checkpoint-interval=200 ms"));
    IngestOptions slow = new IngestOptions(MediaOptions.DEFAULT, Speed.parse("0.1"));
    CollectorListener interrupting =
        new CollectorListener() {
          @Override
          public void frame(AffectFrame frame) {
            Thread.currentThread().interrupt();
          }
        };
    try (WorkFolder work = WorkFolder.open(out.resolve(".work"))) {
      List<StreamPlan> slowly = plans.stream().map(plan -> plan.withOptions(slow)).toList();
      AnalyzeArguments arguments = new AnalyzeArguments(slowly, out, work, config);
      AnalyzeRun run = new AnalyzeRun(arguments, ModelSource.at(bundle), interrupting);
      try (Progress progress = quiet()) {
        assertThatThrownBy(() -> run.run(progress)).isInstanceOf(InterruptedException.class);
      }
    }
  }

  private static Progress quiet() {
    return Progress.on(
        Terminal.NONE, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
  }
}
