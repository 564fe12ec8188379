package io.affectstream.features.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.vision.FaceFollower.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FaceFollowerTest {

  private static final ImageSize SIZE = new ImageSize(640, 480);

  /** The faces of an image, with a record of the searches. */
  private static final class Scene implements FaceFollower.Search {

    private final List<DetectedFace> faces;
    private final List<DetectedFace> small = new ArrayList<>();
    private final List<String> looks = new ArrayList<>();

    Scene(DetectedFace... faces) {
      this.faces = List.of(faces);
    }

    Scene withSmall(DetectedFace... others) {
      small.addAll(List.of(others));
      return this;
    }

    @Override
    public List<DetectedFace> small(List<DetectedFace> known) {
      looks.add("small");
      return small;
    }

    @Override
    public List<DetectedFace> everywhere(List<DetectedFace> followed) {
      looks.add("everywhere");
      return faces;
    }

    @Override
    public List<Optional<DetectedFace>> follow(List<FollowedFace> known) {
      List<Optional<DetectedFace>> again = new ArrayList<>();
      for (FollowedFace face : known) {
        FaceBox box = face.face().box();
        looks.add("near " + box.x());
        again.add(faces.stream().filter(other -> other.box().iou(box) > 0.2f).findFirst());
      }
      return again;
    }
  }

  private static DetectedFace face(float x, float side) {
    return face(x, side, 0.9f);
  }

  private static DetectedFace face(float x, float side, float score) {
    return new DetectedFace(new FaceBox(x, 0, side, side), score, new float[0]);
  }

  private static State look(State before, SearchDepth depth, Scene scene, String... looks) {
    State next = FaceFollower.next(before, depth, SIZE, scene);
    assertThat(scene.looks).containsExactly(looks);
    return next;
  }

  private static State first(DetectedFace... faces) {
    return look(State.NONE, SearchDepth.IMAGE, new Scene(faces), "everywhere");
  }

  @Test
  void theFirstFrameIsSearchedWholeTheNextOnlyWhereFacesWere() {
    State first = first(face(100, 50), face(0, 40));
    Scene moved = new Scene(face(105, 50), face(4, 40));
    State second = look(first, SearchDepth.KNOWN, moved, "near 100.0", "near 0.0");
    assertThat(second.faces()).isEqualTo(moved.faces);
  }

  @Test
  void facesAreLargestFirstWhateverTheOrderBefore() {
    State first = first(face(100, 50), face(0, 49));
    Scene shrunk = new Scene(face(100, 48), face(0, 49));
    State second = look(first, SearchDepth.KNOWN, shrunk, "near 100.0", "near 0.0");
    assertThat(second.faces()).extracting(face -> face.box().x()).containsExactly(0f, 100f);
  }

  @Test
  void aSearchAddsNewFacesAndKeepsTheFollowedOnesAsTheyAre() {
    State first = first(face(100, 50));
    FaceFollower.Search search =
        new FaceFollower.Search() {
          @Override
          public List<DetectedFace> small(List<DetectedFace> known) {
            return List.of();
          }

          @Override
          public List<DetectedFace> everywhere(List<DetectedFace> followed) {
            return List.of(face(103, 52), face(0, 40));
          }

          @Override
          public List<Optional<DetectedFace>> follow(List<FollowedFace> known) {
            return List.of(Optional.of(face(101, 50)));
          }
        };
    assertThat(FaceFollower.next(first, SearchDepth.IMAGE, SIZE, search).faces())
        .extracting(face -> face.box().x())
        .containsExactly(101f, 0f);
    assertThat(FaceFollower.next(first, SearchDepth.KNOWN, SIZE, search).faces()).hasSize(1);
  }

  @Test
  void aSearchDoesNotDropAFollowedFaceItMisses() {
    State first = first(face(100, 50));
    FaceFollower.Search search =
        new FaceFollower.Search() {
          @Override
          public List<DetectedFace> small(List<DetectedFace> known) {
            return List.of();
          }

          @Override
          public List<DetectedFace> everywhere(List<DetectedFace> followed) {
            return List.of();
          }

          @Override
          public List<Optional<DetectedFace>> follow(List<FollowedFace> known) {
            return List.of(Optional.of(face(101, 50)));
          }
        };
    assertThat(FaceFollower.next(first, SearchDepth.IMAGE, SIZE, search).faces()).hasSize(1);
  }

  @Test
  void smallFacesAreSearchedWhereThatIsDueOrNothingElseIsFound() {
    DetectedFace large = face(100, 50);
    DetectedFace small = face(400, 8);
    Scene both = new Scene(large).withSmall(small);
    State first = look(State.NONE, SearchDepth.SMALL, both, "everywhere", "small");
    assertThat(first.faces()).containsExactly(large, small);
    look(
        first(large),
        SearchDepth.IMAGE,
        new Scene(large).withSmall(small),
        "near 100.0",
        "everywhere");
    Scene far = new Scene().withSmall(small);
    State due = look(State.NONE, SearchDepth.IMAGE, far, "everywhere", "small");
    assertThat(due.faces()).containsExactly(small);
    look(State.NONE, SearchDepth.KNOWN, new Scene().withSmall(small), "everywhere");
  }

  @Test
  void aSmallFaceOnALargeOneIsAPartOfIt() {
    DetectedFace large = face(100, 50);
    Scene scene = new Scene(large).withSmall(face(110, 20, 1));
    assertThat(look(State.NONE, SearchDepth.SMALL, scene, "everywhere", "small").faces())
        .containsExactly(large);
  }

  @Test
  void aLostFaceCausesASearchAtOnce() {
    State first = first(face(100, 50), face(0, 40));
    Scene jumped = new Scene(face(300, 50), face(0, 40));
    State second = look(first, SearchDepth.KNOWN, jumped, "near 100.0", "near 0.0", "everywhere");
    assertThat(second.faces()).isEqualTo(jumped.faces);
    State third =
        look(second, SearchDepth.KNOWN, new Scene(), "near 300.0", "near 0.0", "everywhere");
    assertThat(third.faces()).isEmpty();
  }

  @Test
  void twoFacesThatBecomeOneCauseASearchAndTheBetterOneStays() {
    State first = first(face(30, 50), face(0, 40));
    FaceFollower.Search search =
        new FaceFollower.Search() {
          @Override
          public List<DetectedFace> small(List<DetectedFace> known) {
            return List.of();
          }

          @Override
          public List<DetectedFace> everywhere(List<DetectedFace> followed) {
            return List.of(face(100, 30));
          }

          @Override
          public List<Optional<DetectedFace>> follow(List<FollowedFace> known) {
            return List.of(Optional.of(face(14, 45, 0.7f)), Optional.of(face(15, 45, 0.8f)));
          }
        };
    State second = FaceFollower.next(first, SearchDepth.KNOWN, SIZE, search);
    assertThat(second.faces()).extracting(face -> face.box().x()).containsExactly(15f, 100f);
  }

  @Test
  void aSearchSetsAFaceRightThatHasSlipped() {
    State first = first(face(100, 80));
    DetectedFace slipped = face(110, 40, 0.5f);
    State corrected = search(first, slipped, face(98, 80, 0.8f));
    assertThat(corrected.faces()).extracting(face -> face.box().x()).containsExactly(98f);
    assertThat(corrected.followed().get(0).window().x()).isEqualTo(138);
    State certain = search(first, slipped, face(98, 80, 0.4f));
    assertThat(certain.faces()).extracting(face -> face.box().x()).containsExactly(110f);
  }

  /** A searched frame in which following and searching return one face each. */
  private static State search(State before, DetectedFace followed, DetectedFace found) {
    return FaceFollower.next(
        before,
        SearchDepth.IMAGE,
        SIZE,
        new FaceFollower.Search() {
          @Override
          public List<DetectedFace> small(List<DetectedFace> known) {
            return List.of();
          }

          @Override
          public List<DetectedFace> everywhere(List<DetectedFace> followed) {
            return List.of(found);
          }

          @Override
          public List<Optional<DetectedFace>> follow(List<FollowedFace> known) {
            return List.of(Optional.of(followed));
          }
        });
  }

  @Test
  void anImageOfAnotherSizeIsSearchedWhole() {
    State first = first(face(100, 50));
    ImageSize half = new ImageSize(320, 240);
    Scene smaller = new Scene(face(50, 25));
    State second = FaceFollower.next(first, SearchDepth.KNOWN, half, smaller);
    assertThat(smaller.looks).containsExactly("everywhere");
    Scene next = new Scene(face(51, 25));
    assertThat(FaceFollower.next(second, SearchDepth.KNOWN, half, next).size()).isEqualTo(half);
    assertThat(next.looks).containsExactly("near 50.0");
  }

  @Test
  void theFacesSkippedAreThoseOfTheLastSearchOfTheWholeImage() {
    State crowd = first(face(0, 50), face(100, 49), face(200, 48), face(300, 47), face(400, 46));
    State first = FaceSelection.ALL.select(crowd, 2);
    assertThat(first.faces()).extracting(face -> face.box().x()).containsExactly(0f, 100f);
    assertThat(first.skipped()).isEqualTo(3);
    Scene same = new Scene(face(0, 50), face(100, 49));
    State second = look(first, SearchDepth.KNOWN, same, "near 0.0", "near 100.0");
    assertThat(FaceSelection.ALL.select(second, 2).skipped()).isEqualTo(3);
    State third =
        look(
            second,
            SearchDepth.IMAGE,
            new Scene(),
            "near 0.0",
            "near 100.0",
            "everywhere",
            "small");
    assertThat(third.skipped()).isZero();
    assertThat(FaceSelection.LARGEST.select(crowd, 2).skipped()).isZero();
  }

  @Test
  void withoutAKnownFaceEveryFrameIsSearched() {
    State state = State.NONE;
    state = look(state, SearchDepth.KNOWN, new Scene(), "everywhere");
    state = look(state, SearchDepth.KNOWN, new Scene(face(0, 50)), "everywhere");
    assertThat(look(state, SearchDepth.KNOWN, new Scene(face(2, 50)), "near 0.0").faces())
        .hasSize(1);
  }

  @Test
  void aFaceThatHardlyMovesKeepsItsWindowAndOneThatMovesGetsAnother() {
    State first = first(face(100, 50));
    State second = look(first, SearchDepth.KNOWN, new Scene(face(103, 51)), "near 100.0");
    State third = look(second, SearchDepth.KNOWN, new Scene(face(120, 51)), "near 103.0");
    FaceWindow window = first.followed().get(0).window();
    assertThat(second.followed().get(0).window()).isEqualTo(window);
    assertThat(third.followed().get(0).window().x()).isEqualTo(145.5f);
  }
}
