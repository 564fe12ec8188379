package io.affectstream.training.detector;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import java.util.ArrayList;
import java.util.List;

/** Labels of a canvas: faces that are large enough and mostly visible; others are ignored. */
final class CanvasLabels {

  private static final double MIN_FACE = 9;
  private static final double SHOWN = 0.5;

  private final int width;
  private final int height;
  private List<DetectedFace> faces = new ArrayList<>();
  private final List<FaceBox> ignored = new ArrayList<>();

  CanvasLabels(DetectorTrainingConfig.Canvas shape) {
    this.width = shape.width();
    this.height = shape.height();
  }

  List<DetectedFace> faces() {
    return faces;
  }

  List<FaceBox> ignored() {
    return ignored;
  }

  /** Adds a drawn face. */
  void add(DetectedFace face) {
    place(face, 0, height);
  }

  /** Adds a region that is neither face nor background. */
  void ignore(FaceBox box) {
    ignored.add(box);
  }

  /** Adds the labels of a part of the canvas. */
  void add(CanvasLabels part, int left, int top) {
    part.faces.forEach(face -> faces.add(Faces.shifted(face, left, top)));
    for (FaceBox box : part.ignored) {
      ignored.add(new FaceBox(box.x() + left, box.y() + top, box.width(), box.height()));
    }
  }

  /** Keeps the rows from {@code top} to {@code bottom}; the others were overwritten. */
  void within(int top, int bottom) {
    List<DetectedFace> before = faces;
    faces = new ArrayList<>();
    before.forEach(face -> place(face, top, bottom));
  }

  private void place(DetectedFace face, int top, int bottom) {
    double visible = Faces.visible(face.box(), top, width, bottom);
    if (visible >= SHOWN && Faces.size(face.box()) >= MIN_FACE) {
      faces.add(face);
    } else if (visible > 0) {
      ignored.add(face.box());
    }
  }
}
