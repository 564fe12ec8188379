package io.affectstream.inference.face;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.Face;

/**
 * A face cut out of a picture.
 *
 * @param detected where, as the detector says
 * @param quality sharpness and size in [0, 1]
 * @param crop as the picture input of the graph wants it, flattened
 */
public record FoundFace(DetectedFace detected, float quality, float[] crop) {

  Face with(FaceOutput output) {
    return new Face(
        detected.box(),
        detected.score(),
        quality,
        output.expression(),
        output.actionUnits(),
        output.embedding(),
        output.memory());
  }
}
