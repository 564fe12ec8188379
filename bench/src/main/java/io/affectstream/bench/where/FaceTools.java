package io.affectstream.bench.where;

import io.affectstream.features.vision.FaceFollower;
import io.affectstream.features.vision.Picture;
import io.affectstream.features.vision.PictureNeed;
import io.affectstream.inference.face.FaceAnalyser;
import io.affectstream.inference.face.FaceFinder;
import io.affectstream.inference.face.FoundFace;
import java.util.List;

/** Finding and cutting out the faces of successive frames, timed apart. */
final class FaceTools implements AutoCloseable {

  private final FaceFinder finder;
  private final int detectEvery;
  private FaceFollower.State state = FaceFollower.State.NONE;
  private long frames;

  FaceTools(FaceAnalyser faces, int detectEvery) {
    this.finder = faces.finder();
    this.detectEvery = detectEvery;
  }

  PictureNeed need() {
    return finder.need();
  }

  /** Finds the faces of the next frame, then cuts them out, and notes the time of both. */
  List<FoundFace> look(Picture picture, StageTimes times) {
    times.begin();
    boolean first = frames++ % detectEvery == 0;
    state = finder.next(first ? FaceFollower.State.NONE : state, picture);
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
