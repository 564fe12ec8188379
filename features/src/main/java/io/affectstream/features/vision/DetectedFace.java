package io.affectstream.features.vision;

/**
 * A face found in a picture.
 *
 * @param box where
 * @param score detector's score in [0, 1]
 * @param landmarks ten numbers, x and y in source pixels of right eye, left eye, nose, right and
 *     left mouth corner (the subject's right first), or empty if the detector gives none
 */
public record DetectedFace(FaceBox box, float score, float[] landmarks) {}
