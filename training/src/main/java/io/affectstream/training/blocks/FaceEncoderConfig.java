package io.affectstream.training.blocks;

import java.util.List;

/**
 * Shape of a {@link FaceEncoder}. The input side is divided by 2 after the stem and at each stage
 * but the first.
 *
 * @param side rows and columns of the grey input
 * @param stem channels of the first convolution
 * @param widths channels per stage; the last is the length of the pooled feature
 * @param units residual units per stage
 * @param gatedFrom first stage, counted from 0, whose units gate their channels ({@link
 *     SqueezeExcitation}); the number of stages: none
 * @param dropout share of the pooled feature dropped before the heads during training
 */
public record FaceEncoderConfig(
    int side, int stem, List<Integer> widths, List<Integer> units, int gatedFrom, float dropout)
    implements EncoderConfig {

  /** The shipped encoder. */
  public static FaceEncoderConfig shipped() {
    return new FaceEncoderConfig(48, 16, List.of(32, 64, 128, 192), List.of(1, 1, 2, 1), 2, 0.2f);
  }

  public FaceEncoderConfig {
    widths = List.copyOf(widths);
    units = List.copyOf(units);
    if (widths.isEmpty() || widths.size() != units.size()) {
      throw new IllegalArgumentException(
          "face encoder: expected one number of units per stage, found widths %s and units %s"
              .formatted(widths, units));
    }
    if (side % (2 << (widths.size() - 1)) != 0) {
      throw new IllegalArgumentException(
          "face encoder: expected a side divisible by %d for %d stages, found %d"
              .formatted(2 << (widths.size() - 1), widths.size(), side));
    }
  }

  @Override
  public int channels() {
    return 1;
  }

  @Override
  public int dimensions() {
    return widths.get(widths.size() - 1);
  }

  @Override
  public int tokens() {
    int last = side / (2 << (widths.size() - 1));
    return last * last;
  }

  @Override
  public int tokenDimensions() {
    return dimensions();
  }

  @Override
  public FaceEncoder encoder() {
    return new FaceEncoder(this);
  }
}
