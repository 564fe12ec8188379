package io.affectstream.models.detector;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.training.detector.Faces;
import io.affectstream.training.detector.GreyImage;
import java.util.List;

/**
 * What makes a labelled face easy or hard to find.
 *
 * @param size geometric mean of the box's sides, in pixels
 * @param tilt of the line through the eyes, in degrees, 0 to 180
 * @param turn distance of the nose from the middle of the eyes along their line, in distances of
 *     the eyes: 0 frontal, about 0.5 and above in profile
 * @param grey mean of the pixels within the box, 0..255
 */
record FaceFacts(double size, double tilt, double turn, double grey) {

  static FaceFacts of(DetectedFace face, GreyImage image) {
    float[] p = face.landmarks();
    double dx = p[2] - p[0];
    double dy = p[3] - p[1];
    double tilt = Math.toDegrees(Math.abs(Math.atan2(dy, dx)));
    return new FaceFacts(
        Math.sqrt(face.box().area()), tilt, Faces.turn(face), image.mean(face.box()));
  }

  /** Name of a size's row. */
  static String sizeGroup(double size) {
    if (size < 24) {
      return "12 to 24 px";
    }
    return size < 48 ? "24 to 48 px" : size < 96 ? "48 to 96 px" : "96 px and more";
  }

  /** Names of its rows by tilt, turn and light. */
  List<String> groups() {
    return List.of(
        tilt < 10 ? "tilt below 10" : tilt < 20 ? "tilt 10 to 20" : "tilt 20 and up",
        turn < 0.15 ? "frontal" : turn < 0.35 ? "turned" : "near profile",
        grey < 60 ? "dark" : grey < 190 ? "usual light" : "bright");
  }
}
