package io.affectstream.jobs.config;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Section {@code speech}; the transcription job. */
public record SpeechSection(
    @Option(
            value =
                "Vosk model of each language, e.g. `models: {ko: /models/vosk-ko}`: a folder"
                    + " with the same path on every task manager. Fetched models are found without"
                    + " this setting.",
            defaultValue = "{}")
        Map<String, String> models,
    @Option(
            value =
                "Language of streams without descriptor, whose speech is then recognised."
                    + " Empty: only streams whose descriptor requests it are recognised.",
            defaultValue = "")
        String defaultLanguage,
    @Option(
            value =
                "Maximum length of an utterance; longer speech is cut. Bounds the audio kept in"
                    + " checkpoints (32 kB/s per stream) and the delay of words; keep"
                    + " `alignment.max-lag.words` above it.",
            defaultValue = "10 s",
            min = 1_000,
            max = 20_000)
        Duration maxUtterance,
    @Option(
            value =
                "Maximum delay from a word's onset until the recogniser reports it. Silence is"
                    + " complete after this delay; a word reported later is moved to the time not"
                    + " yet complete.",
            defaultValue = "3 s",
            min = 0)
        Duration wordDelay,
    @Option(
            value =
                "A word of a partial result is published once it is unchanged for this much"
                    + " audio.",
            defaultValue = "1 s",
            min = 0)
        Duration stableAfter,
    @Option(
            value = "Interval of audio at which progress without new words is published.",
            defaultValue = "500 ms",
            min = 0)
        Duration progress,
    @Option(
            value =
                "Maximum open recognisers per instance; each takes several tens of megabytes."
                    + " With more streams speaking concurrently, audio is recognised repeatedly.",
            defaultValue = "64",
            min = 1,
            max = 100_000,
            changesResults = false)
        int recognisers)
    implements Serializable {

  /** The same with additional models; its own take precedence. */
  public SpeechSection withModels(Map<String, String> others) {
    Map<String, String> all = new TreeMap<>(others);
    all.putAll(models);
    return new SpeechSection(
        all, defaultLanguage, maxUtterance, wordDelay, stableAfter, progress, recognisers);
  }
}
