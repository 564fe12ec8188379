package io.affectstream.jobs.config;

import java.io.Serializable;
import java.time.Duration;

/** Section {@code alignment}. */
public record AlignmentConfig(
    @Option(
            value =
                "`strict` waits for every expected modality, so results do not depend on arrival"
                    + " order. `bounded` waits at most `max-lag`; for live streams.",
            byDefault = "strict")
        Mode mode,
    @Section("How far a modality may stay behind the furthest one before it is given up (bounded).")
        MaxLag maxLag,
    @Option(
            value =
                "Wall-clock time after the first record of a stream within which its descriptor"
                    + " must come; after it the modalities heard so far are taken as all there"
                    + " are.",
            byDefault = "10 s",
            min = 0)
        Duration discoveryGrace,
    @Option(
            value = "Wall-clock time without any record after which a stream is closed as IDLE.",
            byDefault = "10 min",
            min = 1_000)
        Duration idleTimeout,
    @Option(
            value = "Centres per segment; 0 = the bundle's. Trades latency against cost only.",
            byDefault = "0",
            unit = "steps",
            min = 0,
            max = 100_000)
        int segment,
    @Option(
            value =
                "Streams per parallel instance whose lag is a metric of its own, labelled `stream`;"
                    + " further ones wait until one of these is over. The worst lag of all is"
                    + " always a metric.",
            byDefault = "100",
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
      @Option(value = "Face.", byDefault = "2 s", min = 0) Duration face,
      @Option(value = "Voice.", byDefault = "2 s", min = 0) Duration voice,
      @Option(value = "Words; recognisers answer late.", byDefault = "6 s", min = 0) Duration words)
      implements Serializable {}
}
