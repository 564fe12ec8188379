package io.affectstream.training.data.fec;

/**
 * A face within an image. The box is given in shares of the image's width and height; it may extend
 * over the edge.
 *
 * @param address of the image
 * @param left first column
 * @param right last column
 * @param top first row
 * @param bottom last row
 */
public record FecFace(String address, double left, double right, double top, double bottom) {}
