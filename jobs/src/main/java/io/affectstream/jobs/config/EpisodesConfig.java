package io.affectstream.jobs.config;

import java.io.Serializable;
import java.time.Duration;

/** Section {@code episodes}. */
public record EpisodesConfig(
    @Option(value = "Whether Neutral has episodes too.", byDefault = "false") boolean neutral,
    @Option(
            value = "Frames without measurement for this long end an episode.",
            byDefault = "500 ms",
            min = 0)
        Duration maxGap,
    @Option(
            value = "Originating time between updates of an open episode.",
            byDefault = "5 s",
            min = 1)
        Duration updatePeriod,
    @Option(
            value =
                "Shorter episodes, of expressions and action units, are not reported; their frames"
                    + " keep their labels.",
            byDefault = "200 ms",
            min = 0)
        Duration minDuration,
    @Option(
            value =
                "An action unit's episode ends immediately when its probability falls below its"
                    + " threshold by more than this share of it.",
            byDefault = "0.2",
            unit = "share of the threshold",
            min = 0,
            max = 1)
        double hysteresis)
    implements Serializable {}
