package io.affectstream.app.cli;

import io.affectstream.app.cli.options.ResultOptions;
import io.affectstream.app.cli.options.ServeOptions;
import io.affectstream.app.cli.options.SourceOptions;
import io.affectstream.app.cli.options.SpeechOptions;
import io.affectstream.app.cli.options.WorkOptions;
import io.affectstream.app.run.AffectRuns;
import io.affectstream.app.run.AnalyzeArguments;
import io.affectstream.console.ConsoleOptions;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.jobs.alerts.RuleSet;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.VisionSection.Faces;
import io.affectstream.jobs.submit.KafkaOptions;
import io.affectstream.terminal.Console;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code affect analyze}: files in, tables and events out, in one process. */
@Command(
    name = "analyze",
    description = {
      "Analyse videos or sound files with an embedded Kafka and Flink.",
      "Writes DIR/STREAM.frames.csv, DIR/events.jsonl, DIR/summary.json,"
          + " DIR/STREAM.report.html and DIR/affect.log, and prints a timeline."
    })
final class AnalyzeCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private SourceOptions source;
  @Mixin private KafkaOptions kafka;
  @Mixin private WorkOptions work;
  @Mixin private SpeechOptions speech;
  @Mixin private ResultOptions results;
  @Mixin private ServeOptions serve;

  @Option(
      names = "--watch",
      description = "Serve the page and the API of 'affect console' during the analysis.")
  private boolean watched;

  @Option(
      names = "--faces",
      paramLabel = "all|largest",
      description = "Which faces count; short for --set vision.faces=...")
  private Faces faces;

  @Option(
      names = "--alerts",
      paramLabel = "FILE",
      description = "Rules of alerts (docs/alerts.md); writes DIR/alerts.jsonl and prints them.")
  private Path alerts;

  AnalyzeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    results.logThere();
    List<String> settings = results.settings();
    if (faces != null) {
      settings.add("vision.faces=" + faces.name().toLowerCase(Locale.ROOT));
    }
    Optional<RuleSet> rules =
        alerts == null
            ? Optional.empty()
            : Optional.of(RuleArguments.read(alerts, Optional.empty()));
    AffectConfig config = speech.withModels(kafka.read(settings));
    List<StreamPlan> plans = speech.plans(source.plans(console::note), config, console);
    Optional<ConsoleOptions> watch =
        watched ? Optional.of(serve.read().withWholeHistory()) : Optional.empty();
    Path out = results.folder();
    return work.run(
        out.resolve(".work"),
        folder ->
            AffectRuns.analyze(
                new AnalyzeArguments(plans, out, folder, config, rules, watch), console));
  }
}
