package io.affectstream.ingest;

import io.affectstream.ingest.media.MediaInfo;
import io.affectstream.ingest.media.MediaReport;
import java.util.List;

/**
 * What became of a stream.
 *
 * @param stream stream id
 * @param media what the source holds
 * @param report what happened while it was read
 * @param records records published by this run, end-of-stream records included, descriptor not
 * @param mediaMicros media time reached in microseconds
 * @param remarks one line for each thing out of the ordinary
 */
public record IngestSummary(
    String stream,
    MediaInfo media,
    MediaReport report,
    long records,
    long mediaMicros,
    List<String> remarks) {}
