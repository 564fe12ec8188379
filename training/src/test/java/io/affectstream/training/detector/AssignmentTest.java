package io.affectstream.training.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.training.blocks.FaceDetectorNet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AssignmentTest {

  private static final int SIDE = 128;
  private static final Grid GRID = Grid.of(SIDE, SIDE);
  private static final FaceBox BOX = new FaceBox(40, 40, 32, 40);

  @Test
  void everyFaceGetsACellEvenWhereNothingIsPredictedWell() {
    Assignment assignment = Assignment.of(sample(List.of(BOX), List.of()), GRID, plain(), 0);

    assertThat(IntStream.range(0, GRID.size()).filter(cell -> assignment.face(cell) == 0))
        .isNotEmpty();
  }

  @Test
  void cellsThatPredictTheFaceAreTaken() {
    float[] values = plain();
    int cell =
        IntStream.range(0, GRID.size()).filter(AssignmentTest::central).findFirst().orElseThrow();
    predict(values, cell, BOX);
    Assignment assignment = Assignment.of(sample(List.of(BOX), List.of()), GRID, values, 0);

    assertThat(assignment.face(cell)).isZero();
    assertThat(assignment.overlap(cell)).isCloseTo(1, within(1e-3f));
  }

  @Test
  void ignoredPlacesHaveNoLossUnlessAFaceIsThere() {
    FaceBox ignored = new FaceBox(80, 80, 40, 40);
    Assignment assignment = Assignment.of(sample(List.of(BOX), List.of(ignored)), GRID, plain(), 0);

    for (int cell = 0; cell < GRID.size(); cell++) {
      float x = (GRID.columns()[cell] + 0.5f) * GRID.strides()[cell];
      float y = (GRID.rows()[cell] + 0.5f) * GRID.strides()[cell];
      if (x > 80 && x < 120 && y > 80 && y < 120) {
        assertThat(assignment.face(cell)).isEqualTo(Assignment.IGNORED);
      }
    }
    assertThat(assignment.face(0)).isEqualTo(Assignment.BACKGROUND);
  }

  @Test
  void decodingReturnsWhatACellPredicts() {
    float[] values = plain();
    int cell =
        IntStream.range(0, GRID.size()).filter(AssignmentTest::central).findFirst().orElseThrow();
    predict(values, cell, BOX);
    values[cell * FaceDetectorNet.VALUES] = 3;
    List<DetectedFace> faces = GridDecoder.faces(SIDE, SIDE, values, 0.5f);

    assertThat(faces).hasSize(1);
    assertThat(faces.get(0).box().iou(BOX)).isGreaterThan(0.99f);
    assertThat(faces.get(0).score()).isCloseTo(0.9526f, within(1e-3f));
  }

  private static boolean central(int cell) {
    return GRID.strides()[cell] == 16 && GRID.columns()[cell] == 3 && GRID.rows()[cell] == 3;
  }

  private static void predict(float[] values, int cell, FaceBox box) {
    int at = cell * FaceDetectorNet.VALUES;
    float stride = GRID.strides()[cell];
    values[at + 1] = (box.x() + box.width() / 2) / stride - GRID.columns()[cell];
    values[at + 2] = (box.y() + box.height() / 2) / stride - GRID.rows()[cell];
    values[at + 3] = (float) Math.log(box.width() / stride);
    values[at + 4] = (float) Math.log(box.height() / stride);
  }

  /** Low scores and boxes far smaller than the face. */
  private static float[] plain() {
    float[] values = new float[GRID.size() * FaceDetectorNet.VALUES];
    for (int cell = 0; cell < GRID.size(); cell++) {
      values[cell * FaceDetectorNet.VALUES] = -4;
      values[cell * FaceDetectorNet.VALUES + 3] = -3;
      values[cell * FaceDetectorNet.VALUES + 4] = -3;
    }
    return values;
  }

  private static DetectorSample sample(List<FaceBox> boxes, List<FaceBox> ignored) {
    List<DetectedFace> faces =
        boxes.stream().map(box -> new DetectedFace(box, 1, new float[10])).toList();
    return new DetectorSample(new byte[SIDE * SIDE], SIDE, SIDE, faces, ignored);
  }
}
