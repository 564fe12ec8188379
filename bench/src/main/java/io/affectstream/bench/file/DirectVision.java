package io.affectstream.bench.file;

import io.affectstream.features.vision.Face;
import io.affectstream.features.vision.FaceFollower;
import io.affectstream.features.vision.Picture;
import io.affectstream.features.vision.SearchSchedule;
import io.affectstream.inference.face.FaceAnalyser;
import io.affectstream.inference.face.FaceFinder;
import java.util.List;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** The product's processing from pictures to faces, for one stream in order, without queues. */
final class DirectVision implements AutoCloseable {

  private final FaceAnalyser analyser;
  private final FaceFinder finder;
  private final SearchSchedule schedule;
  private final Mat grey = new Mat();
  private FaceFollower.State state = FaceFollower.State.NONE;
  private long frames;

  /**
   * Processing of one stream.
   *
   * @param schedule frames that are searched completely
   */
  DirectVision(FaceAnalyser analyser, SearchSchedule schedule) {
    this.analyser = analyser;
    this.finder = analyser.finder();
    this.schedule = schedule;
  }

  /** The faces of the next picture. */
  List<Face> look(Mat bgr) {
    Picture picture = new Picture(needed(bgr), bgr.cols(), bgr.rows());
    FaceFollower.State before = schedule.starts(frames) ? FaceFollower.State.NONE : state;
    state = finder.next(before, schedule.searches(frames++), picture);
    return analyser.analyse(finder.cut(picture, state.faces())).join();
  }

  private Mat needed(Mat bgr) {
    if (!finder.need().grey()) {
      return bgr;
    }
    opencv_imgproc.cvtColor(bgr, grey, opencv_imgproc.COLOR_BGR2GRAY);
    return grey;
  }

  @Override
  public void close() {
    try (finder) {
      grey.close();
    }
  }
}
