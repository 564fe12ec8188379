package io.affectstream.inference.face;

/**
 * Output of the per-face graph for one crop; empty arrays for outputs that the bundle lacks.
 *
 * @param expression probabilities {@code [8]}
 * @param actionUnits probabilities {@code [12]}
 * @param embedding expression embedding {@code [E]}
 * @param memory static feature for the fusion graph, flattened
 */
record FaceOutput(float[] expression, float[] actionUnits, float[] embedding, float[] memory) {}
