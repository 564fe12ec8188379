package io.affectstream.features.rows;

import io.affectstream.features.words.Speech;
import io.affectstream.schemas.StreamEnd;
import java.util.List;

/**
 * The rows of one segment.
 *
 * @param stream stream id
 * @param ordinal dense number of the segment within its stream
 * @param rows rows in order of frame and face
 * @param progress originating time (microseconds) up to which every row is emitted
 * @param failed those of the rows for which the fusion model returned no finite value
 * @param close whether and why the stream is over
 * @param speech role of the stream, and the words that start after the previous segment
 */
public record FusedSegment(
    String stream,
    long ordinal,
    List<FusedRow> rows,
    long progress,
    List<FusedRow> failed,
    StreamEnd close,
    Speech speech) {

  /** The rows of a segment without words of a stream without a role. */
  public FusedSegment(
      String stream,
      long ordinal,
      List<FusedRow> rows,
      long progress,
      List<FusedRow> failed,
      StreamEnd close) {
    this(stream, ordinal, rows, progress, failed, close, Speech.NONE);
  }
}
