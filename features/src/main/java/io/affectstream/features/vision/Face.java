package io.affectstream.features.vision;

/**
 * One face of a frame: its position and the outputs of the per-face graph. Arrays are empty where
 * the bundle's graph has no such output.
 *
 * @param box where, in source pixels
 * @param score detector's score in [0, 1]
 * @param quality sharpness and size in [0, 1]
 * @param expression probabilities {@code [8]} of a head on the face graph
 * @param actionUnits probabilities {@code [12]} of a head on the face graph
 * @param embedding expression embedding {@code [E]}, L2-normalised (Zhang et al. 2022, 3.1: E = 16)
 * @param memory static feature for the fusion graph, flattened: pooled {@code [D]} or tokens {@code
 *     [T*D]}
 */
public record Face(
    FaceBox box,
    float score,
    float quality,
    float[] expression,
    float[] actionUnits,
    float[] embedding,
    float[] memory) {}
