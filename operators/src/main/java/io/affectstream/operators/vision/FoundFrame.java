package io.affectstream.operators.vision;

import io.affectstream.features.align.FaceFrame;
import io.affectstream.features.vision.Face;
import io.affectstream.features.vision.FaceFollower;
import io.affectstream.inference.face.FoundFace;
import io.affectstream.operators.source.Origin;
import io.affectstream.operators.source.Refusal;
import io.affectstream.operators.source.VideoArrival;
import io.affectstream.schemas.Reason;
import java.util.List;

/**
 * A frame with found and cropped but not yet measured faces.
 *
 * @param frame the frame, without its faces, with the reason if none were found
 * @param found its faces, largest first
 * @param silence whether the frame is an end generated because the stream fell silent
 * @param origin coordinates of the record
 * @param head first bytes of the image, for a dead letter
 */
public record FoundFrame(
    FaceFrame frame, List<FoundFace> found, boolean silence, Origin origin, byte[] head) {

  /** A frame that was not searched or could not be searched. */
  static FoundFrame empty(VideoArrival arrival, Reason reason) {
    return of(arrival, reason, FaceFollower.State.NONE, List.of());
  }

  /** A frame with found and cropped faces. */
  static FoundFrame of(VideoArrival arrival, FaceFollower.State state, List<FoundFace> found) {
    return of(arrival, found.isEmpty() ? Reason.NO_FACE : Reason.MEASURED, state, found);
  }

  private static FoundFrame of(
      VideoArrival arrival, Reason reason, FaceFollower.State state, List<FoundFace> found) {
    return new FoundFrame(
        new FaceFrame(
            arrival.stream(),
            arrival.ordinal(),
            arrival.sequence(),
            arrival.time(),
            arrival.interval(),
            reason,
            List.of(),
            state.size(),
            state.skipped(),
            arrival.end()),
        found,
        arrival.isSilence(),
        arrival.origin(),
        Refusal.head(arrival.data()));
  }

  /** The frame with its faces measured. */
  FaceFrame measured(List<Face> faces) {
    return with(frame.reason(), faces);
  }

  /** The frame without faces, for a reason. */
  FaceFrame failed(Reason reason) {
    return with(reason, List.of());
  }

  private FaceFrame with(Reason reason, List<Face> faces) {
    return new FaceFrame(
        frame.stream(),
        frame.ordinal(),
        frame.sequence(),
        frame.time(),
        frame.interval(),
        reason,
        faces,
        frame.size(),
        frame.skippedFaces(),
        frame.end());
  }
}
