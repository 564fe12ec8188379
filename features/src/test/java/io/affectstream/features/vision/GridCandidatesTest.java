package io.affectstream.features.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GridCandidatesTest {

  private static final int COLUMNS = 3;
  private static final int ROWS = 2;
  private static final int CELLS = COLUMNS * ROWS;
  private static final GridImages.Shape SHAPE = new GridImages.Shape(2, 32, 48, 32, 48);

  private final GridNet.Level level =
      new GridNet.Level(
          16,
          FloatBuffer.allocate(2 * CELLS),
          FloatBuffer.allocate(8 * CELLS),
          FloatBuffer.allocate(20 * CELLS));
  private final GridCandidates candidates = new GridCandidates(0.4f);

  private void put(int image, int cell, float score, float... box) {
    int at = image * CELLS + cell;
    level.scores().put(at, score);
    for (int i = 0; i < box.length; i++) {
      level.boxes().put(4 * at + i, box[i]);
    }
    for (int i = 0; i < 10; i++) {
      level.points().put(10 * at + i, 0.1f * i);
    }
  }

  private List<DetectedFace> read(int image, float threshold) {
    return candidates.read(List.of(level), image, SHAPE, threshold);
  }

  @Test
  void aCellIsReadByItsColumnRowAndStride() {
    put(1, 5, 0.75f, 0.5f, 0.25f, (float) Math.log(2), 0);
    assertThat(read(0, 0.5f)).isEmpty();
    List<DetectedFace> faces = read(1, 0.5f);
    assertThat(faces).hasSize(1);
    DetectedFace face = faces.get(0);
    assertThat(face.score()).isEqualTo(0.75f);
    assertThat(face.box().x()).isCloseTo(40 - 16, within(1e-4f));
    assertThat(face.box().y()).isCloseTo(20 - 8, within(1e-4f));
    assertThat(face.box().width()).isCloseTo(32, within(1e-4f));
    assertThat(face.box().height()).isCloseTo(16, within(1e-4f));
    for (int i = 0; i < 10; i++) {
      float cell = i % 2 == 0 ? 2 : 1;
      assertThat(face.landmarks()[i]).isCloseTo((cell + 0.1f * i) * 16, within(1e-4f));
    }
  }

  @Test
  void theThresholdItselfCounts() {
    put(0, 0, 0.5f, 0, 0, 0, 0);
    assertThat(read(0, 0.5f)).hasSize(1);
    assertThat(read(0, 0.51f)).isEmpty();
  }

  @Test
  void ofCandidatesThatOverlapTheBestStaysAndOthersComeBestFirst() {
    put(0, 0, 0.6f, 0.5f, 0.5f, 0, 0);
    put(0, 1, 0.8f, -0.4f, 0.5f, 0, 0);
    put(0, 2, 0.9f, 0.5f, 0.5f, 0, 0);
    put(0, 3, 0.55f, 0.5f, 0.5f, 0, 0);
    assertThat(read(0, 0.5f)).extracting(DetectedFace::score).containsExactly(0.9f, 0.8f, 0.55f);
  }

  @Test
  void whatIsNotFiniteIsNoFace() {
    put(0, 0, Float.NaN, 0, 0, 0, 0);
    put(0, 1, 0.9f, 0, 0, 100, 0);
    put(0, 2, 0.9f, Float.NaN, 0, 0, 0);
    put(0, 3, 0.9f, 0, 0, 0, 0);
    level.points().put(10 * 3 + 4, Float.POSITIVE_INFINITY);
    assertThat(read(0, 0.5f)).isEmpty();
  }

  @Test
  void moreCandidatesThanItHasRoomForAreReadAllTheSame() {
    int side = 16;
    int cells = side * side;
    FloatBuffer scores = FloatBuffer.allocate(cells);
    for (int i = 0; i < cells; i++) {
      scores.put(i, 0.5f + 0.001f * i);
    }
    GridNet.Level many =
        new GridNet.Level(
            8, scores, FloatBuffer.allocate(4 * cells), FloatBuffer.allocate(10 * cells));
    List<DetectedFace> faces =
        candidates.read(List.of(many), 0, GridImages.Shape.square(1, 8 * side), 0.5f);
    assertThat(faces).hasSize(cells);
    assertThat(faces.get(0).score()).isEqualTo(0.5f + 0.001f * (cells - 1));
    assertThat(faces.get(0).box()).isEqualTo(new FaceBox(116, 116, 8, 8));
  }
}
