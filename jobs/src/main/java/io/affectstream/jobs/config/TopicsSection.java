package io.affectstream.jobs.config;

import java.io.Serializable;

/** Section {@code topics}. */
public record TopicsSection(
    @Option(
            value = "Partitions of each topic: the number of streams that can be read in parallel.",
            defaultValue = "4",
            min = 1,
            max = 10_000,
            changesResults = false)
        int partitions,
    @Option(
            value = "Copies of each partition; 1 on a single broker.",
            defaultValue = "1",
            min = 1,
            max = 100,
            changesResults = false)
        int replication,
    @Option(
            value =
                "Retained bytes per partition. Retention is by size, never by time, so that"
                    + " replayed archives are not deleted before they are read.",
            defaultValue = "8 GB",
            min = 1 << 20,
            changesResults = false)
        DataSize retention,
    @Option(
            value =
                "Largest record. Images above it must be sent by reference; brokers cap it by"
                    + " message.max.bytes.",
            defaultValue = "16 MB",
            min = 1 << 10,
            max = 1 << 30)
        DataSize maxRecord)
    implements Serializable {}
