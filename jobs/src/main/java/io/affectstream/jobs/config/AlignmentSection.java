package io.affectstream.jobs.config;

import java.io.Serializable;
import java.time.Duration;

/** Section {@code alignment}. */
public record AlignmentSection(
    @Option(
            value =
                "`strict` waits for every expected modality, so results do not depend on arrival"
                    + " order. `bounded` waits at most `max-lag`; for live streams.",
            defaultValue = "strict")
        Mode mode,
    @Section(
            "How far a modality may lag behind the furthest one before segments are emitted"
                + " without it (bounded).")
        MaxLag maxLag,
    @Option(
            value =
                "Wall-clock time after the first record of a stream within which its descriptor"
                    + " must arrive; after it the modalities seen so far are taken as complete.",
            defaultValue = "10 s",
            min = 0)
        Duration discoveryGrace,
    @Option(
            value = "Wall-clock time without any record after which a stream is closed as IDLE.",
            defaultValue = "10 min",
            min = 1_000)
        Duration idleTimeout,
    @Option(
            value = "Centres per segment; 0 = the bundle's. Affects only latency and cost.",
            defaultValue = "0",
            unit = "steps",
            min = 0,
            max = 100_000)
        int segment,
    @Option(
            value =
                "Maximum streams per parallel instance with their own lag metrics, labelled"
                    + " `stream`; further ones wait until one of these is over. The worst lag of"
                    + " all is always a metric.",
            defaultValue = "100",
            min = 0,
            max = 10_000,
            changesResults = false)
        int streamLagMetrics)
    implements Serializable {

  /** Waiting rule between modalities. */
  public enum Mode {
    STRICT,
    BOUNDED
  }

  /** Section {@code alignment.max-lag}. */
  public record MaxLag(
      @Option(value = "Face.", defaultValue = "2 s", min = 0) Duration face,
      @Option(value = "Voice.", defaultValue = "2 s", min = 0) Duration voice,
      @Option(value = "Words; recognisers report them late.", defaultValue = "6 s", min = 0)
          Duration words)
      implements Serializable {}
}
