package io.affectstream.jobs.config;

import java.io.Serializable;

/** Section {@code audio}. */
public record AudioSection(
    @Option(
            value =
                "Pitch tracker by name: `tarsos` (module features-tarsos) or `yin` (built in);"
                    + " `auto` = tarsos if it is present.",
            defaultValue = "auto")
        String pitchTracker)
    implements Serializable {}
