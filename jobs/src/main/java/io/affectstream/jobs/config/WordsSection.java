package io.affectstream.jobs.config;

import java.io.Serializable;

/** Section {@code words}. */
public record WordsSection(
    @Option(
            value = "Word vectors cached per task manager.",
            defaultValue = "20000",
            unit = "words",
            min = 0,
            changesResults = false)
        int cache)
    implements Serializable {}
