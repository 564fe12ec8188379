package io.affectstream.inference.face;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceFollower;
import io.affectstream.features.vision.Image;
import io.affectstream.features.vision.SearchSchedule;
import java.util.List;

/**
 * The faces of the frames of one stream in order: some frames are searched whole, in the others
 * known faces are followed, as the schedule has it. Not thread-safe; one use.
 */
public final class FaceSequence {

  private final FaceFinder finder;
  private final SearchSchedule schedule;
  private FaceFollower.State state = FaceFollower.State.NONE;
  private long frames;

  /**
   * A stream before its first frame.
   *
   * @param finder remains the caller's to close
   */
  public FaceSequence(FaceFinder finder, SearchSchedule schedule) {
    this.finder = finder;
    this.schedule = schedule;
  }

  /** The faces of the next frame, largest first. */
  public List<DetectedFace> next(Image image) {
    FaceFollower.State before = schedule.starts(frames) ? FaceFollower.State.NONE : state;
    state = finder.next(before, schedule.depth(frames++), image);
    return state.faces();
  }
}
