package io.affectstream.bench.file;

import io.affectstream.features.vision.Face;
import io.affectstream.features.vision.FaceFollower;
import io.affectstream.features.vision.Picture;
import io.affectstream.inference.face.FaceAnalyser;
import io.affectstream.inference.face.FaceFinder;
import java.util.List;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** The product's way from pictures to faces, for one stream in order, without its queues. */
final class DirectVision implements AutoCloseable {

  private final FaceAnalyser analyser;
  private final FaceFinder finder;
  private final int detectEvery;
  private final Mat grey = new Mat();
  private FaceFollower.State state = FaceFollower.State.NONE;
  private long frames;

  /**
   * The way of one stream.
   *
   * @param detectEvery frames from one search of the whole picture to the next
   */
  DirectVision(FaceAnalyser analyser, int detectEvery) {
    this.analyser = analyser;
    this.finder = analyser.finder();
    this.detectEvery = detectEvery;
  }

  /** The faces of the next picture. */
  List<Face> look(Mat bgr) {
    Picture picture = new Picture(needed(bgr), bgr.cols(), bgr.rows());
    state = finder.next(frames++ % detectEvery == 0 ? FaceFollower.State.NONE : state, picture);
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
