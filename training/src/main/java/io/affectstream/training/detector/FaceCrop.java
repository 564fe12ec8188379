package io.affectstream.training.detector;

import io.affectstream.features.vision.DetectedFace;

/**
 * Image of one face.
 *
 * @param image little more than the face
 * @param face where it is
 */
public record FaceCrop(GreyImage image, DetectedFace face) {}
