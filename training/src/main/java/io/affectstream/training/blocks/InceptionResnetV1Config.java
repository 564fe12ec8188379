package io.affectstream.training.blocks;

import java.util.List;

/**
 * Shape of an {@link InceptionResnetV1}.
 *
 * @param side rows and columns of the input, at least {@value #MIN_SIDE}
 * @param repeats units A, B and C, without the last C that has no rectifier
 * @param divisor number by which every width of the published network is divided
 * @param dropout share of the mean of the last map dropped during training
 */
public record InceptionResnetV1Config(int side, List<Integer> repeats, int divisor, float dropout)
    implements EncoderConfig {

  /** Minimum side of the input: the last map has one position. */
  public static final int MIN_SIDE = 75;

  private static final int POOLED = 512;
  private static final int MAP = 1792;

  /** The published network (Szegedy et al. 2017 with FaceNet's 512-d feature) at 160x160. */
  public static InceptionResnetV1Config paper() {
    return new InceptionResnetV1Config(160, List.of(5, 10, 5), 1, 0.6f);
  }

  public InceptionResnetV1Config {
    repeats = List.copyOf(repeats);
    if (side < MIN_SIDE) {
      throw new IllegalArgumentException(
          "inception-resnet-v1: expected a side of at least %d, found %d"
              .formatted(MIN_SIDE, side));
    }
    if (repeats.size() != 3 || divisor < 1 || 16 % divisor != 0) {
      throw new IllegalArgumentException(
          "inception-resnet-v1: expected three numbers of units and a divisor of 16, found %s and %d"
              .formatted(repeats, divisor));
    }
  }

  /** The same network for another input. */
  public InceptionResnetV1Config withSide(int other) {
    return new InceptionResnetV1Config(other, repeats, divisor, dropout);
  }

  /** A width of the published network, divided. */
  int width(int published) {
    return published / divisor;
  }

  @Override
  public int channels() {
    return 3;
  }

  @Override
  public int dimensions() {
    return width(POOLED);
  }

  @Override
  public int tokens() {
    int stem = (halved(side) - 2 - 1) / 2 - 2;
    int last = halved(halved(halved(stem)));
    return last * last;
  }

  private static int halved(int side) {
    return (side - 1) / 2;
  }

  @Override
  public int tokenDimensions() {
    return width(MAP);
  }

  @Override
  public InceptionResnetV1 encoder() {
    return new InceptionResnetV1(this);
  }
}
