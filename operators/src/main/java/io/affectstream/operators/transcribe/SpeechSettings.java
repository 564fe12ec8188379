package io.affectstream.operators.transcribe;

import io.affectstream.features.speech.SpeechConfig;
import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Settings of the transcribe stage.
 *
 * @param models folder of the model of each language, on every task manager
 * @param defaultLanguage language of streams without descriptor; empty = those are not recognised
 * @param speech utterances and progress
 * @param recognisers open recognisers per instance of the stage; each takes several tens of
 *     megabytes
 * @param discoveryGrace wall-clock time within which a stream's descriptor must arrive
 */
public record SpeechSettings(
    Map<String, String> models,
    String defaultLanguage,
    SpeechConfig speech,
    int recognisers,
    Duration discoveryGrace)
    implements Serializable {

  public SpeechSettings {
    models = Map.copyOf(models);
  }

  /** Folder of the model for a BCP 47 tag: that of the tag itself, else of its primary language. */
  public Optional<String> modelFor(String language) {
    String tag = language.toLowerCase(Locale.ROOT);
    return Optional.ofNullable(models.get(tag))
        .or(() -> Optional.ofNullable(models.get(tag.replaceAll("[-_].*", ""))));
  }
}
