package io.affectstream.jobs.config;

import java.io.Serializable;
import java.time.Duration;

/** Section {@code episodes}. */
public record EpisodesSection(
    @Option(value = "Whether Neutral has episodes too.", defaultValue = "false") boolean neutral,
    @Option(
            value = "Frames without measurement for this long end an episode.",
            defaultValue = "500 ms",
            min = 0)
        Duration maxGap,
    @Option(
            value = "Originating time between updates of an open episode.",
            defaultValue = "5 s",
            min = 1)
        Duration updatePeriod,
    @Option(
            value =
                "Shorter episodes, of expressions and action units, are not reported; their frames"
                    + " keep their labels.",
            defaultValue = "200 ms",
            min = 0)
        Duration minDuration,
    @Option(
            value =
                "An action unit's episode ends immediately when its probability falls below its"
                    + " threshold by more than this share of it.",
            defaultValue = "0.2",
            unit = "share of the threshold",
            min = 0,
            max = 1)
        double hysteresis)
    implements Serializable {}
