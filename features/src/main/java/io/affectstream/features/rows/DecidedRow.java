package io.affectstream.features.rows;

import io.affectstream.features.words.Speech;
import io.affectstream.schemas.StreamEnd;

/**
 * A row with its smoothed label, in order of frame and face within its stream; or the end of a face
 * or of the stream.
 *
 * @param stream stream id
 * @param row the row; {@code null} for an end
 * @param raw index of the most probable expression; -1 unless measured
 * @param smoothed index of the expression after smoothing; -1 unless measured
 * @param goneFace face that has left, or {@link #NOBODY}
 * @param close whether and why the stream is over
 * @param speech role of the stream, and the words that started by the time of this row and after
 *     that of the previous one
 * @param provisional index of the expression of the provisional row; -1 if there was none before
 *     this row, or it was not measured
 */
public record DecidedRow(
    String stream,
    FusedRow row,
    int raw,
    int smoothed,
    int goneFace,
    StreamEnd close,
    Speech speech,
    int provisional) {

  /** Without a provisional row. */
  public DecidedRow(
      String stream,
      FusedRow row,
      int raw,
      int smoothed,
      int goneFace,
      StreamEnd close,
      Speech speech) {
    this(stream, row, raw, smoothed, goneFace, close, speech, -1);
  }

  DecidedRow withProvisional(int label) {
    return new DecidedRow(stream, row, raw, smoothed, goneFace, close, speech, label);
  }

  /** No face has left with this row. */
  public static final int NOBODY = Integer.MIN_VALUE;

  /** A row or an end without words, of a stream without a role. */
  public DecidedRow(
      String stream, FusedRow row, int raw, int smoothed, int goneFace, StreamEnd close) {
    this(stream, row, raw, smoothed, goneFace, close, Speech.NONE);
  }

  static DecidedRow of(String stream, FusedRow row, int raw, int smoothed, Speech speech) {
    return new DecidedRow(stream, row, raw, smoothed, NOBODY, StreamEnd.NONE, speech);
  }

  static DecidedRow gone(String stream, int face) {
    return new DecidedRow(stream, null, -1, -1, face, StreamEnd.NONE);
  }

  static DecidedRow closed(String stream, StreamEnd close) {
    return new DecidedRow(stream, null, -1, -1, NOBODY, close);
  }
}
