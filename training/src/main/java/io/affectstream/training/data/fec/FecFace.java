package io.affectstream.training.data.fec;

/**
 * A face within a picture. The box is given in shares of the picture's width and height; it may
 * reach over the edge.
 *
 * @param address of the picture
 * @param left first column
 * @param right last column
 * @param top first row
 * @param bottom last row
 */
public record FecFace(String address, double left, double right, double top, double bottom) {}
