package io.affectstream.jobs.submit;

import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.ConfigException;
import io.affectstream.terminal.CommandFailure;
import io.affectstream.terminal.Version;
import java.util.List;
import org.apache.flink.client.program.ProgramParametrizationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Entry point of the transcription job for a Flink cluster: {@code flink run -c
 * io.affectstream.jobs.submit.TranscribeMain affectstream.jar}.
 */
@Command(
    name = "flink run -c io.affectstream.jobs.submit.TranscribeMain affectstream.jar",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Submit the transcription job to a Flink cluster.",
      "The speech models (--set speech.models.LANGUAGE=DIR, or those fetched into --models) must"
          + " lie under the same path on every task manager. Options of Flink (-d, -p, -s, -m) come"
          + " before the jar."
    })
public final class TranscribeMain {

  @Mixin private KafkaOptions kafka;
  @Mixin private ModelFolderOption models;

  private TranscribeMain() {}

  /**
   * Submits the job to the cluster of the environment.
   *
   * @throws ProgramParametrizationException if the arguments or the configuration are wrong, or
   *     there is no speech model; Flink's client prints only the message and exits with code 1
   * @throws Exception if Flink refuses the job
   */
  public static void main(String[] arguments) throws Exception {
    TranscribeMain main = new TranscribeMain();
    JobEntry.run(main, arguments, () -> JobSubmission.transcribe(main.read()));
  }

  private AffectConfig read() throws ConfigException, CommandFailure {
    return SpeechModels.require(kafka.readWithCluster(List.of()), models.folder());
  }
}
