package io.affectstream.app.cli.options;

import io.affectstream.ingest.StreamPlan;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.submit.ModelFolderOption;
import io.affectstream.jobs.submit.SpeechModels;
import io.affectstream.terminal.CommandFailure;
import io.affectstream.terminal.Console;
import io.affectstream.terminal.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of speech recognition. */
public final class SpeechOptions {

  /** Recognisers. */
  enum Asr {
    OFF,
    AUTO,
    VOSK
  }

  @Option(
      names = "--asr",
      paramLabel = "vosk|off|auto",
      defaultValue = "auto",
      description =
          "Recognise the speech of sources without a transcript; their language must be known"
              + " (--language). auto: if there is a model. Default: ${DEFAULT-VALUE}.")
  private Asr asr;

  @Mixin private ModelFolderOption folder;

  /** The configuration with the fetched models. */
  public AffectConfig withModels(AffectConfig config) throws CommandFailure {
    return SpeechModels.of(config, folder.folder());
  }

  /**
   * Recognition is requested for a stream with a language even without a model, so that its rows
   * contain the reason for missing words.
   */
  private static StreamPlan withReason(StreamPlan plan, Console console) {
    Optional<String> language = plan.labels().language();
    if (plan.words().isPresent() || language.isEmpty()) {
      return plan;
    }
    console.note(
        "%s: no speech model for '%s', so no words; './affect models list' shows what can be fetched"
            .formatted(plan.stream(), language.get()));
    return plan.withRecognisedSpeech();
  }

  /** The plans, with recognition for those without transcript if requested. */
  public List<StreamPlan> plans(List<StreamPlan> plans, AffectConfig config, Console console)
      throws CommandFailure {
    Map<String, String> models = config.speech().models();
    if (asr == Asr.OFF) {
      return plans;
    }
    if (asr == Asr.AUTO && models.isEmpty()) {
      return plans.stream().map(plan -> withReason(plan, console)).toList();
    }
    if (models.isEmpty()) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "--asr vosk: expected a speech model, found none; './affect models list' shows what can"
              + " be fetched, --set speech.models.LANGUAGE=DIR names another");
    }
    List<StreamPlan> recognised = new ArrayList<>();
    for (StreamPlan plan : plans) {
      if (plan.words().isPresent()) {
        recognised.add(plan);
      } else {
        recognised.add(plan.withRecognisedSpeech());
        if (plan.labels().language().isEmpty()) {
          console.note(
              plan.stream() + ": language unknown, so no words; --language says which is spoken");
        }
      }
    }
    if (recognised.stream().anyMatch(StreamPlan::recogniseSpeech)) {
      models.forEach(
          (language, path) ->
              console.note("speech recognition: %s with %s".formatted(language, path)));
    }
    return recognised;
  }
}
