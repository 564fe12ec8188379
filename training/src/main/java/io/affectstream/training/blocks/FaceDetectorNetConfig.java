package io.affectstream.training.blocks;

import java.util.List;

/**
 * Shape of a {@link FaceDetectorNet}.
 *
 * @param stem channels of the first convolution, at half the resolution
 * @param stages stages in order; each halves the resolution, the last three feed the heads
 * @param neck channels of the maps that the heads read
 */
public record FaceDetectorNetConfig(int stem, List<Stage> stages, int neck) {

  /**
   * Units at one resolution.
   *
   * @param width channels
   * @param units separable units; the first one halves the resolution
   * @param kernel side of the kernels per channel
   */
  public record Stage(int width, int units, int kernel) {}

  /** Stages of every network: strides 4, 8, 16 and 32. */
  private static final int STAGES = 4;

  public FaceDetectorNetConfig {
    stages = List.copyOf(stages);
    if (stages.size() != STAGES) {
      throw new IllegalArgumentException(
          "face detector: expected %d stages (strides 4, 8, 16, 32), found %d"
              .formatted(STAGES, stages.size()));
    }
  }

  /** The shipped network. */
  public static FaceDetectorNetConfig shipped() {
    return new FaceDetectorNetConfig(
        16,
        List.of(
            new Stage(32, 2, 3), new Stage(64, 3, 3), new Stage(128, 3, 3), new Stage(128, 3, 3)),
        64);
  }
}
