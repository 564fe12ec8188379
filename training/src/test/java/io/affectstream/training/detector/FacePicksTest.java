package io.affectstream.training.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FacePicksTest {

  private static final int DRAWS = 20_000;

  @Test
  void aSceneCountsByTheRootOfItsFaces() {
    Scene one = scene(face(100, 0));
    Scene four = scene(face(100, 0), face(100, 0), face(100, 0), face(100, 0));
    FacePicks picks = new FacePicks(List.of(one, four));

    assertThat(share(picks, pick -> pick.scene().equals(four))).isCloseTo(2 / 3.0, within(0.02));
  }

  @Test
  void profilesAndSmallFacesAreDrawnMoreOftenAndSpecksRarely() {
    Scene scene = scene(face(100, 0), face(100, 0.5f), face(40, 0), face(10, 0));
    FacePicks picks = new FacePicks(List.of(scene));
    double frontal = share(picks, pick -> pick.face().equals(scene.faces().get(0)));

    assertThat(share(picks, pick -> pick.face().equals(scene.faces().get(1))))
        .isCloseTo(2.5 * frontal, within(0.04));
    assertThat(share(picks, pick -> pick.face().equals(scene.faces().get(2))))
        .isCloseTo(1.5 * frontal, within(0.04));
    assertThat(share(picks, pick -> pick.face().equals(scene.faces().get(3))))
        .isCloseTo(0.25 * frontal, within(0.02));
  }

  private static double share(
      FacePicks picks, java.util.function.Predicate<FacePicks.Pick> condition) {
    SplittableRandom random = new SplittableRandom(4);
    int count = 0;
    for (int i = 0; i < DRAWS; i++) {
      count += condition.test(picks.draw(random)) ? 1 : 0;
    }
    return (double) count / DRAWS;
  }

  private static Scene scene(DetectedFace... faces) {
    byte[] grey = new byte[200 * 200];
    Arrays.fill(grey, (byte) 120);
    return new Scene("scene", "source", new GreyImage(200, 200, grey), List.of(faces), List.of());
  }

  /** A face whose nose is off the middle of the eyes by a share of their distance. */
  private static DetectedFace face(float size, float turn) {
    float eye = 0.3f * size;
    float middle = size / 2;
    float[] points = {
      middle - eye, eye, middle + eye, eye, middle + 2 * eye * turn, middle, eye, size, eye, size
    };
    return new DetectedFace(new FaceBox(0, 0, size, size), 0.9f, points);
  }
}
