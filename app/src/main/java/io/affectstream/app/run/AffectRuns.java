package io.affectstream.app.run;

import io.affectstream.app.alerts.AlertText;
import io.affectstream.app.collect.CollectorListener;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.ingest.IngestOptions;
import io.affectstream.ingest.IngestOutcome;
import io.affectstream.ingest.Positions;
import io.affectstream.ingest.StreamLabels;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.demo.DemoClip;
import io.affectstream.ingest.demo.DemoFiles;
import io.affectstream.ingest.demo.DemoScript;
import io.affectstream.ingest.media.MediaSource;
import io.affectstream.ingest.transcript.TranscriptFile;
import io.affectstream.jobs.alerts.RuleTopic;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.pipeline.AffectJob;
import io.affectstream.jobs.pipeline.BundleChoice;
import io.affectstream.jobs.pipeline.SettingsFactory;
import io.affectstream.jobs.pipeline.TranscribeJob;
import io.affectstream.schemas.AffectAlert;
import io.affectstream.terminal.Console;
import io.affectstream.terminal.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The runs behind the commands. Each returns the exit code (0 = success) and is stopped by an
 * interrupt of its thread, after which it closes its resources and throws {@link
 * InterruptedException}.
 */
public final class AffectRuns {

  private static final String DEMO_STREAM = "demo";

  /** The sound is that of the faces, whose mouths do not move. */
  private static final StreamLabels DEMO_LABELS =
      new StreamLabels(
          Optional.empty(), Optional.of("speaker"), Optional.empty(), Optional.empty());

  private static final int MAX_SHOWN_ALERTS = 50;

  private AffectRuns() {}

  /** {@code affect analyze}. */
  public static int analyze(AnalyzeArguments arguments, Console console) throws Exception {
    List<AffectAlert> alerts = new ArrayList<>();
    CollectorListener listener =
        new CollectorListener() {
          @Override
          public void alert(AffectAlert alert) {
            if (alerts.size() < MAX_SHOWN_ALERTS) {
              alerts.add(alert);
            }
          }
        };
    AnalyzeOutcome outcome = analyze(arguments, listener, console);
    alerts.stream().map(alert -> "alert: " + AlertText.of(alert)).forEach(console::line);
    if (alerts.size() == MAX_SHOWN_ALERTS) {
      console.line(
          "alerts: these are the first %d; alerts.jsonl holds all".formatted(MAX_SHOWN_ALERTS));
    }
    return outcome.exitCode();
  }

  /** {@code affect demo}. */
  public static int demo(DemoArguments arguments, Console console) throws Exception {
    DemoFiles clip = DemoClip.write(arguments.out());
    console.note("demo clip: " + clip.video());
    MediaSource source = MediaSource.parse(clip.video().toString()).get(0);
    StreamPlan plan =
        new StreamPlan(
            DEMO_STREAM,
            source,
            Optional.of(TranscriptFile.read(clip.transcript())),
            false,
            Optional.empty(),
            DEMO_LABELS,
            IngestOptions.DEFAULT,
            Positions.NONE);
    DemoReport report = new DemoReport(DemoScript.read(clip.script()));
    analyze(
        new AnalyzeArguments(List.of(plan), arguments.out(), arguments.work(), arguments.config()),
        report,
        console);
    console.line("");
    console.line(report.table());
    return 0;
  }

  private static AnalyzeOutcome analyze(
      AnalyzeArguments arguments, CollectorListener listener, Console console) throws Exception {
    ModelSource models = BundleChoice.of(arguments.config().model());
    AnalyzeOutcome outcome;
    try (Progress progress = console.progress()) {
      outcome = new AnalyzeRun(arguments, models, listener).run(progress);
    }
    console.line(outcome.results().timeline(console.terminal()));
    for (IngestOutcome played : outcome.played()) {
      played
          .summary()
          .remarks()
          .forEach(remark -> console.note(played.summary().stream() + ": " + remark));
    }
    outcome.results().unmeasured().forEach(stream -> console.note(unmeasured(stream, outcome)));
    outcome
        .results()
        .unfinished()
        .forEach(
            (stream, progress) ->
                console.note(
                    "%s: incomplete: %s, and the job can give no more of it"
                        .formatted(stream, progress)));
    outcome
        .results()
        .deadLetters()
        .forEach((reason, count) -> console.note("dead letters: %s %d".formatted(reason, count)));
    outcome
        .results()
        .earlier()
        .ifPresent(
            folder ->
                console.note("results of an earlier run on other sources moved to " + folder));
    console.note("results in " + arguments.out());
    console.note("report for a browser: " + outcome.results().report(arguments.out()));
    return outcome;
  }

  private static String unmeasured(String stream, AnalyzeOutcome outcome) {
    return stream
        + ": nothing was measured"
        + (outcome.facesOnly()
            ? "; this bundle uses faces only, the default one voice and words too"
            : "");
  }

  /** {@code affect run}. */
  public static int run(RunArguments arguments, Console console) throws Exception {
    AffectConfig config = arguments.config();
    ModelSource models = BundleChoice.of(config.model());
    ModelBundle bundle = models.open();
    AffectJob.checkAccess(config);
    return new JobRun(
            arguments,
            RunInputs.ofJob(AffectJob.NAME, config, Optional.of(bundle)),
            checkpoints ->
                AffectJob.on(
                    config,
                    SettingsFactory.of(config, models, bundle)
                        .knowing(RuleTopic.read(config.kafka())),
                    checkpoints))
        .run(console);
  }

  /** {@code affect transcribe}. */
  public static int transcribe(RunArguments arguments, Console console) throws Exception {
    AffectConfig config = arguments.config();
    TranscribeJob.checkAccess(config.kafka());
    return new JobRun(
            arguments,
            RunInputs.ofJob(TranscribeJob.NAME, config, Optional.empty()),
            checkpoints -> TranscribeJob.on(config, SettingsFactory.speech(config), checkpoints))
        .run(console);
  }
}
