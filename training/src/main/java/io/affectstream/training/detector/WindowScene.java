package io.affectstream.training.detector;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Cuts square windows around faces of scenes, as a stream follows known faces. */
public final class WindowScene {

  private static final double SHOWN = 0.9;

  private WindowScene() {}

  /**
   * A window around a face, black beyond the scene.
   *
   * @param index of the face
   * @param side of the window in pixels
   * @param share of the side that the face's longer side spans
   * @return the scene's faces in the window; those cut off are ignored
   */
  public static Scene of(Scene scene, int index, int side, double share) {
    FaceBox box = scene.faces().get(index).box();
    Placement placement =
        new Placement(
            box.x() + box.width() / 2,
            box.y() + box.height() / 2,
            side / 2.0,
            side / 2.0,
            share * side / Math.max(box.width(), box.height()),
            0,
            false);
    List<DetectedFace> faces = new ArrayList<>();
    List<FaceBox> ignored = new ArrayList<>();
    scene.ignored().forEach(each -> ignored.add(placement.of(each)));
    for (DetectedFace face : scene.faces()) {
      DetectedFace placed = placement.of(face);
      if (Faces.visible(placed.box(), 0, side, side) >= SHOWN) {
        faces.add(placed);
      } else {
        ignored.add(placed.box());
      }
    }
    try (Mat source = scene.image().toMat();
        Mat canvas = new Mat(side, side, opencv_core.CV_8UC1)) {
      placement.draw(source, canvas, opencv_core.BORDER_CONSTANT, 0);
      return new Scene(scene.name(), scene.source(), GreyImage.of(canvas), faces, ignored);
    }
  }
}
