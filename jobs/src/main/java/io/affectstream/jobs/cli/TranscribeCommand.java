package io.affectstream.jobs.cli;

import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.output.Console;
import io.affectstream.jobs.pipeline.AffectRuns;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code affect transcribe}: the transcription job alone, on an existing Kafka. */
@Command(
    name = "transcribe",
    description = {
      "Recognise the speech of affect.audio into affect.transcripts on an existing Kafka until it"
          + " is stopped, for streams whose descriptor asks for it ('ingest --recognise-speech').",
      "Ctrl-C stops it; the same command on the same work folder continues from its last"
          + " checkpoint."
    })
final class TranscribeCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private KafkaOptions kafka;
  @Mixin private ModelFolderOption models;
  @Mixin private RestoreOptions restore;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      defaultValue = "transcribe-work",
      description =
          "Folder of checkpoints, temporary files and the log. Default: ${DEFAULT-VALUE}.")
  private Path work;

  TranscribeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    WorkOptions.logBeside(work);
    AffectConfig config = SpeechOptions.requireModels(kafka.readWithCluster(List.of()), models);
    config
        .speech()
        .models()
        .forEach((language, path) -> console.note("speech model: %s %s".formatted(language, path)));
    return WorkOptions.runKept(
        work, folder -> AffectRuns.transcribe(restore.arguments(folder, config), console));
  }
}
