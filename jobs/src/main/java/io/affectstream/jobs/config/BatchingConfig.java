package io.affectstream.jobs.config;

import java.io.Serializable;
import java.time.Duration;

/** Section {@code batching}. */
public record BatchingConfig(
    @Option(
            value = "A batch closes at this size.",
            byDefault = "16",
            unit = "rows",
            min = 1,
            max = 4096,
            changesResults = false)
        int maxRows,
    @Option(
            value = "A batch closes after this wait, full or not.",
            byDefault = "3 ms",
            min = 0,
            changesResults = false)
        Duration maxWait,
    @Option(
            value = "Requests that may wait before callers block.",
            byDefault = "256",
            unit = "rows",
            min = 1,
            max = 1_000_000,
            changesResults = false)
        int queue)
    implements Serializable {}
