package io.affectstream.training.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import java.util.List;
import org.junit.jupiter.api.Test;

class SceneLabelsTest {

  @Test
  void aConfidentHitIsAFaceWithoutConfirmation() {
    SceneLabels labels = SceneLabels.of(List.of(hit(0.85f, 40)), List.of(List.of()));

    assertThat(labels.faces()).hasSize(1);
    assertThat(labels.ignored()).isEmpty();
  }

  @Test
  void aDoubtfulHitNeedsConfirmationAtAnotherSize() {
    DetectedFace doubtful = hit(0.65f, 40);

    assertThat(SceneLabels.of(List.of(doubtful), List.of(List.of())).ignored()).hasSize(1);
    assertThat(SceneLabels.of(List.of(doubtful), List.of(List.of(hit(0.55f, 41)))).faces())
        .containsExactly(doubtful);
  }

  @Test
  void aWeakHitIsNeitherFaceNorBackground() {
    SceneLabels labels = SceneLabels.of(List.of(hit(0.4f, 40)), List.of(List.of(hit(0.5f, 40))));

    assertThat(labels.faces()).isEmpty();
    assertThat(labels.ignored()).hasSize(1);
  }

  @Test
  void whatOnlyOneOtherSizeFindsIsIgnoredUnlessItIsConfident() {
    assertThat(SceneLabels.of(List.of(), List.of(List.of(hit(0.7f, 40)))).ignored()).hasSize(1);
    assertThat(SceneLabels.of(List.of(), List.of(List.of(hit(0.9f, 40)))).faces()).hasSize(1);
  }

  private static DetectedFace hit(float score, float side) {
    return new DetectedFace(new FaceBox(100, 80, side, side), score, new float[10]);
  }
}
