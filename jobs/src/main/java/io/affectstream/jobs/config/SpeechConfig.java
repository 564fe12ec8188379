package io.affectstream.jobs.config;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Section {@code speech}; the transcription job. */
public record SpeechConfig(
    @Option(
            value =
                "Vosk model of each language, e.g. `models: {ko: /models/vosk-ko}`: a folder, the"
                    + " same on every task manager. Models that were fetched need not be named.",
            byDefault = "{}")
        Map<String, String> models,
    @Option(
            value =
                "Language of streams that have no descriptor; their speech is recognised then."
                    + " Empty: only streams whose descriptor asks for it are.",
            byDefault = "")
        String defaultLanguage,
    @Option(
            value =
                "An utterance is ended at this length although the speaker goes on. It bounds the"
                    + " audio kept in checkpoints (32 kB/s a stream) and how late words come; keep"
                    + " `alignment.max-lag.words` above it.",
            byDefault = "10 s",
            min = 1_000,
            max = 20_000)
        Duration maxUtterance,
    @Option(
            value =
                "How long after its onset the recogniser may first show a word. Silence is complete"
                    + " after it; a word shown later is moved to the time not yet complete.",
            byDefault = "3 s",
            min = 0)
        Duration wordDelay,
    @Option(
            value = "A word of a partial result is told once it has stood for this much audio.",
            byDefault = "1 s",
            min = 0)
        Duration stableAfter,
    @Option(
            value = "Progress without new words is told in steps of this.",
            byDefault = "500 ms",
            min = 0)
        Duration progress,
    @Option(
            value =
                "Streams with an open recogniser, per instance; each takes some ten megabytes. With"
                    + " more streams speaking at once audio is recognised again and again.",
            byDefault = "64",
            min = 1,
            max = 100_000,
            changesResults = false)
        int recognisers)
    implements Serializable {

  /** The same with additional models; its own take precedence. */
  public SpeechConfig withModels(Map<String, String> others) {
    Map<String, String> all = new TreeMap<>(others);
    all.putAll(models);
    return new SpeechConfig(
        all, defaultLanguage, maxUtterance, wordDelay, stableAfter, progress, recognisers);
  }
}
