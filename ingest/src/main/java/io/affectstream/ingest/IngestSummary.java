package io.affectstream.ingest;

import io.affectstream.ingest.media.MediaInfo;
import io.affectstream.ingest.media.MediaReport;
import java.util.List;

/**
 * Summary of a played stream.
 *
 * @param stream stream id
 * @param media what the source holds
 * @param report events while it was read
 * @param records records published by this run, including end-of-stream records but not the
 *     descriptor
 * @param mediaMicros media time reached in microseconds
 * @param remarks one line for each irregularity
 */
public record IngestSummary(
    String stream,
    MediaInfo media,
    MediaReport report,
    long records,
    long mediaMicros,
    List<String> remarks) {}
