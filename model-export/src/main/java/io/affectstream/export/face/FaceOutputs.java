package io.affectstream.export.face;

/**
 * What the graph said of a list of pictures.
 *
 * @param expression logits {@code [n][8]}
 * @param actionUnits logits {@code [n][12]}
 * @param embedding {@code [n][16]}
 */
public record FaceOutputs(float[][] expression, float[][] actionUnits, float[][] embedding) {}
