package io.affectstream.ingest.media;

import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * Shape of a stored pixel: its width divided by its height. Images are scaled to square pixels as
 * in players: the height is kept, the width changes.
 *
 * @param width at least 1
 * @param height at least 1
 */
record PixelAspect(int width, int height) {

  static final PixelAspect SQUARE = new PixelAspect(1, 1);

  /** Ratios beyond this, in either direction, come from a damaged header. */
  private static final int MAX_RATIO = 8;

  /** Differences below this share of the width come from rounding and are ignored. */
  private static final double NEGLIGIBLE = 0.01;

  /** The declared ratio; empty if it is unknown (0), negative or implausible. */
  static Optional<PixelAspect> declared(AVRational ratio) {
    long width = ratio.num();
    long height = ratio.den();
    return width > 0 && height > 0 && width <= MAX_RATIO * height && height <= MAX_RATIO * width
        ? Optional.of(new PixelAspect(ratio.num(), ratio.den()))
        : Optional.empty();
  }

  /** Width of {@code columns} stored pixels after scaling to square pixels; at least 1. */
  int squared(int columns) {
    double ratio = (double) width / height;
    return Math.abs(ratio - 1) < NEGLIGIBLE
        ? columns
        : Math.toIntExact(Math.max(1, Math.round(columns * ratio)));
  }
}
