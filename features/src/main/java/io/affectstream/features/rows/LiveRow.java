package io.affectstream.features.rows;

import io.affectstream.features.episodes.EpisodeChange;
import io.affectstream.features.words.Speech;
import java.util.List;

/**
 * A provisional row: what its past alone says; or the end of the stream.
 *
 * @param stream stream id
 * @param row the row; {@code null} for the end
 * @param raw index of the most probable expression; -1 unless measured
 * @param smoothed index of the expression after the causal filter; -1 unless measured
 * @param opened episodes that open with this row, numbered within the provisional ones of the
 *     stream
 * @param gone faces that have left before this row
 * @param role role of the stream, from its descriptor; empty if unknown
 */
public record LiveRow(
    String stream,
    FusedRow row,
    int raw,
    int smoothed,
    List<EpisodeChange> opened,
    List<Integer> gone,
    String role) {

  static LiveRow end(String stream) {
    return new LiveRow(stream, null, -1, -1, List.of(), List.of(), Speech.NONE.role());
  }
}
