package io.affectstream.training.detector;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import java.util.List;

/**
 * Image with labelled faces.
 *
 * @param name path within its archive
 * @param source origin; scenes of one source are in one split
 * @param image grey
 * @param faces with score and landmarks
 * @param ignored places that are neither face nor background
 */
public record Scene(
    String name, String source, GreyImage image, List<DetectedFace> faces, List<FaceBox> ignored) {

  public Scene {
    faces = List.copyOf(faces);
    ignored = List.copyOf(ignored);
  }
}
