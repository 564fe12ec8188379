package io.affectstream.ingest;

import java.util.OptionalLong;

/**
 * Progress of a stream.
 *
 * @param stream stream id
 * @param images images read
 * @param sounds chunks of sound read
 * @param mediaMicros media time reached in microseconds
 * @param totalMicros declared length in microseconds; empty where unknown
 */
public record IngestProgress(
    String stream, long images, long sounds, long mediaMicros, OptionalLong totalMicros) {}
