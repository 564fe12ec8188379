package io.affectstream.features.align;

import io.affectstream.features.vision.Face;
import io.affectstream.schemas.Reason;
import java.util.List;

/**
 * An admitted frame after tracking, as it waits for its segment.
 *
 * @param sequence producer's sequence number
 * @param time originating time in microseconds
 * @param interval duration of a source frame in microseconds
 * @param reason MEASURED where there is a face, else why not
 * @param faces faces of the frame
 * @param ids identity of each face, in the order of {@code faces}
 */
public record TrackedFrame(
    long sequence, long time, long interval, Reason reason, List<Face> faces, int[] ids) {}
