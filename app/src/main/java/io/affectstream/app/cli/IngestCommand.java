package io.affectstream.app.cli;

import io.affectstream.app.cli.options.SourceOptions;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.submit.KafkaOptions;
import io.affectstream.terminal.Console;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code affect ingest}: media into the topics. */
@Command(
    name = "ingest",
    description = {
      "Play files, folders, network addresses or cameras into the topics.",
      "A file that was cut off is continued where it stopped."
    })
final class IngestCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private SourceOptions source;
  @Mixin private KafkaOptions kafka;

  @Option(
      names = "--recognise-speech",
      description = "Ask the transcription job for the words of sources without a transcript.")
  private boolean recogniseSpeech;

  IngestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    AffectConfig config = kafka.readWithCluster(List.of());
    List<StreamPlan> plans = source.plans(console::note);
    return Ingestion.run(
        recogniseSpeech ? plans.stream().map(IngestCommand::recognised).toList() : plans,
        config,
        console);
  }

  private static StreamPlan recognised(StreamPlan plan) {
    return plan.words().isPresent() ? plan : plan.withRecognisedSpeech();
  }
}
