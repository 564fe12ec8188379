package io.affectstream.features.alerts;

import io.affectstream.schemas.Finality;
import java.util.List;

/**
 * What rules read of a row.
 *
 * @param stream stream id
 * @param finality whether the row is final or provisional
 * @param role role of the stream; empty if unknown
 * @param frame sequence number of the frame
 * @param time originating time, microseconds
 * @param interval duration of the frame, microseconds
 * @param face identity within the stream, -1 = none
 * @param measured whether the row has probabilities
 * @param label index of the smoothed expression; -1 unless measured
 * @param expression probabilities {@code [8]}; empty unless measured
 * @param actionUnits probabilities {@code [12]}; empty if the bundle has no such head
 * @param voice whether there is voice in the row's window
 * @param words whether there are words in the row's window
 * @param offScreen whether it is the row of a voice off screen, beside those of the frame's faces
 * @param spoken words that started after the time of the previous frame and by this one, in order
 *     of onset; on the first row of a frame only
 */
public record AlertRow(
    String stream,
    Finality finality,
    String role,
    long frame,
    long time,
    long interval,
    int face,
    boolean measured,
    int label,
    float[] expression,
    float[] actionUnits,
    boolean voice,
    boolean words,
    boolean offScreen,
    List<String> spoken) {

  /** Face of rows of the stream as a whole. */
  public static final int NO_FACE = -1;
}
