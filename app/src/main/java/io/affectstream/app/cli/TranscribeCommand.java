package io.affectstream.app.cli;

import io.affectstream.app.cli.options.RestoreOptions;
import io.affectstream.app.cli.options.WorkOptions;
import io.affectstream.app.run.AffectRuns;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.submit.KafkaOptions;
import io.affectstream.jobs.submit.ModelFolderOption;
import io.affectstream.jobs.submit.SpeechModels;
import io.affectstream.terminal.Console;
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
      "Recognise the speech of affect.audio into affect.transcripts on an existing"
          + " Kafka until it is stopped, for streams whose descriptor requests it"
          + " ('ingest --recognise-speech').",
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
    AffectConfig config = SpeechModels.require(kafka.readWithCluster(List.of()), models.folder());
    config
        .speech()
        .models()
        .forEach((language, path) -> console.note("speech model: %s %s".formatted(language, path)));
    return WorkOptions.runKept(
        work, folder -> AffectRuns.transcribe(restore.arguments(folder, config), console));
  }
}
