package io.affectstream.inference.face;

/**
 * What the per-face graph says of one crop; empty arrays for what the bundle does not offer.
 *
 * @param expression probabilities {@code [8]}
 * @param actionUnits probabilities {@code [12]}
 * @param embedding expression embedding {@code [E]}
 * @param memory static feature for the fusion graph, flattened
 */
record FaceOutput(float[] expression, float[] actionUnits, float[] embedding, float[] memory) {}
