package io.affectstream.bench.where;

import io.affectstream.features.vision.FaceFollower;
import io.affectstream.features.vision.Picture;
import io.affectstream.features.vision.PictureNeed;
import io.affectstream.features.vision.SearchSchedule;
import io.affectstream.inference.face.FaceAnalyser;
import io.affectstream.inference.face.FaceFinder;
import io.affectstream.inference.face.FoundFace;
import java.util.List;

/** Finds and crops the faces of successive frames, timed separately. */
final class FaceTools implements AutoCloseable {

  private final FaceFinder finder;
  private final SearchSchedule schedule;
  private FaceFollower.State state = FaceFollower.State.NONE;
  private long frames;

  FaceTools(FaceAnalyser faces, SearchSchedule schedule) {
    this.finder = faces.finder();
    this.schedule = schedule;
  }

  PictureNeed need() {
    return finder.need();
  }

  /** Finds the faces of the next frame, then crops them, and records the time of both. */
  List<FoundFace> look(Picture picture, StageTimes times) {
    times.begin();
    FaceFollower.State before = schedule.starts(frames) ? FaceFollower.State.NONE : state;
    state = finder.next(before, schedule.searches(frames++), picture);
    times.lap(Stage.DETECT);
    List<FoundFace> found = finder.cut(picture, state.faces());
    times.lap(Stage.CROP);
    return found;
  }

  @Override
  public void close() {
    finder.close();
  }
}
