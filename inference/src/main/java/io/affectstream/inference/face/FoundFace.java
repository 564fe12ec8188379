package io.affectstream.inference.face;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.Face;

/**
 * A face cropped from an image.
 *
 * @param detected position from the detector
 * @param quality sharpness and size in [0, 1]
 * @param crop flattened, in the format of the graph's image input
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
