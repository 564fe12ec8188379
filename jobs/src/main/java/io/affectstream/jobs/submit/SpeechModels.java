package io.affectstream.jobs.submit;

import io.affectstream.jobs.catalogue.ModelFolder;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.terminal.CommandFailure;
import io.affectstream.terminal.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The speech models of a configuration, completed by the fetched ones. */
public final class SpeechModels {

  private SpeechModels() {}

  /**
   * The configuration with the models of {@code folder} for the languages it does not set.
   *
   * @throws CommandFailure if a configured model is not a folder
   */
  public static AffectConfig of(AffectConfig config, ModelFolder folder) throws CommandFailure {
    for (Map.Entry<String, String> model : config.speech().models().entrySet()) {
      if (!Files.isDirectory(Path.of(model.getValue()))) {
        throw new CommandFailure(
            ExitCode.USAGE,
            "speech.models.%s: expected the folder of a Vosk model, found none at '%s'"
                .formatted(model.getKey(), model.getValue()));
      }
    }
    return config.with(config.speech().withModels(folder.speechModels()));
  }

  /**
   * As {@link #of}, with at least one model.
   *
   * @throws CommandFailure if a configured model is not a folder, or there is no model
   */
  public static AffectConfig require(AffectConfig config, ModelFolder folder)
      throws CommandFailure {
    AffectConfig complete = of(config, folder);
    if (complete.speech().models().isEmpty()) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "expected a speech model, found none; './affect models list' shows what can be fetched,"
              + " --set speech.models.LANGUAGE=DIR names another");
    }
    return complete;
  }
}
