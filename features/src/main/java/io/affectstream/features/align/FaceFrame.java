package io.affectstream.features.align;

import io.affectstream.features.vision.Face;
import io.affectstream.schemas.Reason;
import java.util.List;

/**
 * The outcome of the vision stage for one admitted frame. A frame that failed comes back without
 * faces and with its reason, so that progress has no holes.
 *
 * @param stream stream id
 * @param ordinal dense number given at admission, from 0
 * @param sequence producer's sequence number
 * @param time originating time in microseconds
 * @param interval duration of a source frame in microseconds
 * @param reason MEASURED, NO_FACE, DECODE_FAILED or MODEL_FAILED
 * @param faces faces, largest first
 * @param end true for the end-of-stream mark, which carries no frame
 */
public record FaceFrame(
    String stream,
    long ordinal,
    long sequence,
    long time,
    long interval,
    Reason reason,
    List<Face> faces,
    boolean end) {}
