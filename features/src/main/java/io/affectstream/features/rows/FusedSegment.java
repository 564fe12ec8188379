package io.affectstream.features.rows;

import java.util.List;

/**
 * The rows of one segment.
 *
 * @param stream stream id
 * @param ordinal dense number of the segment within its stream
 * @param rows rows in order of frame and face
 * @param progress originating time (microseconds) up to which every row is emitted
 * @param failed those of the rows for which the fusion model returned no finite value
 * @param close empty, or the reason why the stream is over
 */
public record FusedSegment(
    String stream,
    long ordinal,
    List<FusedRow> rows,
    long progress,
    List<FusedRow> failed,
    String close) {}
