package io.affectstream.features.align;

import io.affectstream.features.vision.Face;
import io.affectstream.schemas.Reason;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * An admitted frame after tracking, waiting for its segment.
 *
 * @param sequence producer's sequence number
 * @param time originating time in microseconds
 * @param interval duration of a source frame in microseconds
 * @param reason MEASURED where there is a face, else why not
 * @param faces faces of the frame, in the order of {@code ids}
 * @param ids identity of each face, ascending
 * @param skippedFaces faces found beyond {@code vision.max-faces}
 */
public record TrackedFrame(
    long sequence,
    long time,
    long interval,
    Reason reason,
    List<Face> faces,
    int[] ids,
    int skippedFaces) {

  /**
   * A frame whose faces were identified.
   *
   * @param interval duration of a source frame in microseconds
   * @param ids identity of each face, in the order of the frame's faces
   */
  static TrackedFrame of(FaceFrame frame, long interval, int[] ids) {
    Integer[] order = new Integer[ids.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingInt(i -> ids[i]));
    return new TrackedFrame(
        frame.sequence(),
        frame.time(),
        interval,
        frame.reason(),
        Arrays.stream(order).map(frame.faces()::get).toList(),
        Arrays.stream(order).mapToInt(i -> ids[i]).toArray(),
        frame.skippedFaces());
  }
}
