package io.affectstream.features.align;

import io.affectstream.features.vision.Face;
import io.affectstream.features.vision.ImageSize;
import io.affectstream.schemas.Reason;
import java.util.List;

/**
 * The outcome of the vision stage for one admitted frame. A failed frame has no faces and a reason,
 * so that progress has no gaps.
 *
 * @param stream stream id
 * @param ordinal dense number assigned at admission, from 0
 * @param sequence producer's sequence number
 * @param time originating time in microseconds
 * @param interval duration of a source frame in microseconds
 * @param reason MEASURED, NO_FACE, DECODE_FAILED or MODEL_FAILED
 * @param faces faces, largest first
 * @param size of the image
 * @param skippedFaces faces found beyond {@code vision.max-faces}
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
    ImageSize size,
    int skippedFaces,
    boolean end) {

  /** A frame with unknown image size and no skipped faces. */
  public FaceFrame(
      String stream,
      long ordinal,
      long sequence,
      long time,
      long interval,
      Reason reason,
      List<Face> faces,
      boolean end) {
    this(stream, ordinal, sequence, time, interval, reason, faces, ImageSize.UNKNOWN, 0, end);
  }
}
