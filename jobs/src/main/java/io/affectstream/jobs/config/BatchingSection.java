package io.affectstream.jobs.config;

import java.io.Serializable;
import java.time.Duration;

/** Section {@code batching}. */
public record BatchingSection(
    @Option(
            value = "A batch closes at this size.",
            defaultValue = "16",
            unit = "rows",
            min = 1,
            max = 4096,
            changesResults = false)
        int maxRows,
    @Option(
            value = "A batch closes after this wait, full or not.",
            defaultValue = "3 ms",
            min = 0,
            changesResults = false)
        Duration maxWait,
    @Option(
            value = "Requests that may wait before callers block.",
            defaultValue = "256",
            unit = "rows",
            min = 1,
            max = 1_000_000,
            changesResults = false)
        int queue)
    implements Serializable {}
