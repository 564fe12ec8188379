package io.affectstream.training.detector;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Turns scenes about their middle; faces that leave the image are ignored. */
public final class TurnedScene {

  private static final double SHOWN = 0.9;

  private TurnedScene() {}

  /**
   * A turned scene of the same size, black beyond its original border.
   *
   * @param angle clockwise, in radians
   */
  public static Scene of(Scene scene, double angle) {
    GreyImage image = scene.image();
    double x = image.width() / 2.0;
    double y = image.height() / 2.0;
    Placement placement = new Placement(x, y, x, y, 1, angle, false);
    List<DetectedFace> faces = new ArrayList<>();
    List<FaceBox> ignored = new ArrayList<>();
    scene.ignored().forEach(box -> ignored.add(placement.of(box)));
    for (DetectedFace face : scene.faces()) {
      DetectedFace turned = placement.of(face);
      if (Faces.visible(turned.box(), 0, image.width(), image.height()) >= SHOWN) {
        faces.add(turned);
      } else {
        ignored.add(turned.box());
      }
    }
    try (Mat source = image.toMat();
        Mat canvas = new Mat(image.height(), image.width(), opencv_core.CV_8UC1)) {
      placement.draw(source, canvas, opencv_core.BORDER_CONSTANT, 0);
      return new Scene(scene.name(), scene.source(), GreyImage.of(canvas), faces, ignored);
    }
  }
}
