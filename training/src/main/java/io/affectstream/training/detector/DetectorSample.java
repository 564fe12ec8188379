package io.affectstream.training.detector;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import java.util.List;

/**
 * Image of a step with its labels.
 *
 * @param pixels {@code [height, width]} grey
 * @param width columns
 * @param height rows
 * @param faces labelled faces
 * @param ignored places without loss
 */
record DetectorSample(
    byte[] pixels, int width, int height, List<DetectedFace> faces, List<FaceBox> ignored) {}
