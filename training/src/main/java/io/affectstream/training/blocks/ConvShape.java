package io.affectstream.training.blocks;

/**
 * Shape of a {@link ConvUnit}.
 *
 * @param filters output channels
 * @param rows rows of the kernel, odd
 * @param columns columns of the kernel, odd
 * @param stride step in both directions
 * @param padded whether zeros around the map keep its size at stride 1; else only positions where
 *     the kernel fits are used
 * @param rectified whether negative outputs are cut to 0
 * @param epsilon added to the variance in the normalisation
 */
public record ConvShape(
    int filters,
    int rows,
    int columns,
    int stride,
    boolean padded,
    boolean rectified,
    float epsilon) {

  /** Zero rows above and below. */
  public int rowPadding() {
    return padded ? rows / 2 : 0;
  }

  /** Zero columns left and right. */
  public int columnPadding() {
    return padded ? columns / 2 : 0;
  }
}
