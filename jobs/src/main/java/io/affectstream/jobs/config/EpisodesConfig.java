package io.affectstream.jobs.config;

import java.io.Serializable;
import java.time.Duration;

/** Section {@code episodes}. */
public record EpisodesConfig(
    @Option(value = "Whether Neutral makes episodes too.", byDefault = "false") boolean neutral,
    @Option(
            value = "Frames without measurement for this long end an episode.",
            byDefault = "500 ms",
            min = 0)
        Duration maxGap,
    @Option(
            value = "Originating time between updates of an episode that goes on.",
            byDefault = "5 s",
            min = 1)
        Duration updatePeriod,
    @Option(value = "Shorter episodes are not reported.", byDefault = "200 ms", min = 0)
        Duration minDuration,
    @Option(
            value =
                "An action unit's episode ends when its probability falls this far below the"
                    + " threshold at which it began.",
            byDefault = "0.1",
            unit = "probability",
            min = 0,
            max = 1)
        double hysteresis)
    implements Serializable {}
