package io.affectstream.features.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.vision.FaceFollower.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FaceFollowerTest {

  private static final ImageSize SIZE = new ImageSize(640, 480);

  /** What is in a picture, and what was looked at. */
  private static final class Scene implements FaceFollower.Search {

    private final List<DetectedFace> faces;
    private int skipped;
    private final List<String> looks = new ArrayList<>();

    Scene(DetectedFace... faces) {
      this.faces = List.of(faces);
    }

    @Override
    public FaceFollower.Selected everywhere() {
      looks.add("everywhere");
      return new FaceFollower.Selected(faces, skipped);
    }

    @Override
    public Optional<DetectedFace> near(DetectedFace known) {
      looks.add("near " + known.box().x());
      return faces.stream().filter(face -> face.box().iou(known.box()) > 0.2f).findFirst();
    }
  }

  private static DetectedFace face(float x, float side) {
    return new DetectedFace(new FaceBox(x, 0, side, side), 0.9f, new float[0]);
  }

  private static State look(State before, Scene scene, String... looks) {
    return look(before, SIZE, scene, looks);
  }

  private static State look(State before, ImageSize size, Scene scene, String... looks) {
    State next = FaceFollower.next(before, size, scene);
    assertThat(scene.looks).containsExactly(looks);
    return next;
  }

  @Test
  void theFirstFrameIsSearchedWholeTheNextOnlyWhereFacesWere() {
    State first = look(State.NONE, new Scene(face(100, 50), face(0, 40)), "everywhere");
    Scene moved = new Scene(face(105, 50), face(4, 40));
    State second = look(first, moved, "near 100.0", "near 0.0");
    assertThat(second.faces()).isEqualTo(moved.faces);
  }

  @Test
  void facesAreToldLargestFirstWhateverTheOrderBefore() {
    State first = look(State.NONE, new Scene(face(100, 50), face(0, 49)), "everywhere");
    State second = look(first, new Scene(face(100, 48), face(0, 49)), "near 100.0", "near 0.0");
    assertThat(second.faces()).extracting(face -> face.box().x()).containsExactly(0f, 100f);
  }

  @Test
  void aFaceThatIsNotFoundAgainMakesTheWholePictureSearched() {
    State first = look(State.NONE, new Scene(face(100, 50), face(0, 40)), "everywhere");
    Scene jumped = new Scene(face(300, 50), face(0, 40));
    State second = look(first, jumped, "near 100.0", "everywhere");
    assertThat(second.faces()).isEqualTo(jumped.faces);
    State third = look(second, new Scene(), "near 300.0", "everywhere");
    assertThat(third.faces()).isEmpty();
  }

  @Test
  void twoFacesThatBecomeOneMakeTheWholePictureSearched() {
    State first = look(State.NONE, new Scene(face(30, 50), face(0, 40)), "everywhere");
    State second = look(first, new Scene(face(15, 45)), "near 30.0", "near 0.0", "everywhere");
    assertThat(second.faces()).hasSize(1);
  }

  @Test
  void anImageOfAnotherSizeIsSearchedWhole() {
    State first = look(State.NONE, new Scene(face(100, 50)), "everywhere");
    ImageSize half = new ImageSize(320, 240);
    State second = look(first, half, new Scene(face(50, 25)), "everywhere");
    look(second, half, new Scene(face(51, 25)), "near 50.0");
  }

  @Test
  void theFacesSkippedAreThoseOfTheLastSearchOfTheWholeImage() {
    Scene crowd = new Scene(face(100, 50));
    crowd.skipped = 3;
    State first = look(State.NONE, crowd, "everywhere");
    assertThat(first.skipped()).isEqualTo(3);
    State second = look(first, new Scene(face(101, 50)), "near 100.0");
    assertThat(second.skipped()).isEqualTo(3);
    assertThat(look(second, new Scene(), "near 101.0", "everywhere").skipped()).isZero();
  }

  @Test
  void withoutAKnownFaceEveryFrameIsSearched() {
    State state = look(State.NONE, new Scene(), "everywhere");
    state = look(state, new Scene(), "everywhere");
    state = look(state, new Scene(face(0, 50)), "everywhere");
    assertThat(look(state, new Scene(face(2, 50)), "near 0.0").faces()).hasSize(1);
  }
}
