package io.affectstream.features.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FaceWindowTest {

  private static final int PIXELS = 96;

  /** Landmarks of an upright face in a box of 40 x 50 at (100, 60). */
  private static final float[] UPRIGHT = {
    113.6f, 83, 126.4f, 83, 120, 92, 114.8f, 101, 125.2f, 101
  };

  private static final FaceBox BOX = new FaceBox(100, 60, 40, 50);

  private static float[] turned(double degrees) {
    double angle = Math.toRadians(degrees);
    float[] points = UPRIGHT.clone();
    for (int i = 0; i < points.length; i += 2) {
      double x = UPRIGHT[i] - 120;
      double y = UPRIGHT[i + 1] - 85;
      points[i] = (float) (120 + x * Math.cos(angle) - y * Math.sin(angle));
      points[i + 1] = (float) (85 + x * Math.sin(angle) + y * Math.cos(angle));
    }
    return points;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 15, -40, 60, 120, 180})
  void theFaceStandsUprightInTheMiddleAtHalfTheSide(double degrees) {
    DetectedFace face = new DetectedFace(BOX, 0.9f, turned(degrees));
    AffineMap map = FaceWindow.of(face).map(PIXELS);
    double scale = 0.96;
    assertThat(map.scale()).isCloseTo(scale, within(1e-4));
    for (int i = 0; i < UPRIGHT.length; i += 2) {
      double x = face.landmarks()[i] - 0.5;
      double y = face.landmarks()[i + 1] - 0.5;
      assertThat(map.xx() * x + map.xy() * y + map.tx() + 0.5)
          .isCloseTo(48 + (UPRIGHT[i] - 120) * scale, within(1e-2));
      assertThat(map.yx() * x + map.yy() * y + map.ty() + 0.5)
          .isCloseTo(48 + (UPRIGHT[i + 1] - 85) * scale, within(1e-2));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 15, -40, 60})
  void whatIsFoundInTheWindowLiesInTheImageWhereItWas(double degrees) {
    DetectedFace face = new DetectedFace(BOX, 0.9f, turned(degrees));
    float[] inWindow = new float[10];
    for (int i = 0; i < inWindow.length; i++) {
      inWindow[i] = (float) (48 + (UPRIGHT[i] - (i % 2 == 0 ? 120 : 85)) * 0.96);
    }
    DetectedFace found = new DetectedFace(new FaceBox(28.8f, 24, 38.4f, 48), 0.7f, inWindow);
    DetectedFace back = FaceWindow.of(face).toImage(found, PIXELS);
    assertThat(back.score()).isEqualTo(0.7f);
    assertThat(back.box().x() + back.box().width() / 2).isCloseTo(120, within(1e-3f));
    assertThat(back.box().y() + back.box().height() / 2).isCloseTo(85, within(1e-3f));
    for (int i = 0; i < 10; i++) {
      assertThat(back.landmarks()[i]).isCloseTo(face.landmarks()[i], within(1e-2f));
    }
  }

  @Test
  void theBoxOfATurnedFaceIsThatOfItsEllipse() {
    DetectedFace inWindow = new DetectedFace(new FaceBox(30, 24, 36, 48), 1, UPRIGHT);
    FaceBox upright = new FaceWindow(50, 50, 96, 0).toImage(inWindow, 96).box();
    assertThat(upright).isEqualTo(new FaceBox(32, 26, 36, 48));
    FaceBox lying = new FaceWindow(50, 50, 96, (float) Math.PI / 2).toImage(inWindow, 96).box();
    assertThat(lying.width()).isCloseTo(48, within(1e-3f));
    assertThat(lying.height()).isCloseTo(36, within(1e-3f));
    FaceBox half = new FaceWindow(50, 50, 96, (float) Math.PI / 4).toImage(inWindow, 96).box();
    assertThat(half.width()).isCloseTo((float) Math.sqrt((36 * 36 + 48 * 48) / 2.0), within(1e-3f));
  }

  @Test
  void withoutUsableLandmarksItStaysLevel() {
    assertThat(FaceWindow.of(new DetectedFace(BOX, 1, new float[0])))
        .isEqualTo(new FaceWindow(120, 85, 100, 0));
    assertThat(FaceWindow.of(new DetectedFace(BOX, 1, new float[10])).turn()).isZero();
    float[] unreal = UPRIGHT.clone();
    unreal[2] = Float.NaN;
    assertThat(FaceWindow.of(new DetectedFace(BOX, 1, unreal)).turn()).isZero();
  }

  @Test
  void itStaysWhileTheFaceStaysNearItsMiddleUprightAndOfItsSize() {
    FaceWindow window = FaceWindow.of(new DetectedFace(BOX, 1, UPRIGHT));
    assertThat(window.following(moved(9, 0, 50, 0))).isSameAs(window);
    assertThat(window.following(moved(9, 9, 50, 0)).x()).isEqualTo(129);
    assertThat(window.following(moved(0, 0, 61, 0))).isSameAs(window);
    assertThat(window.following(moved(0, 0, 70, 0)).side()).isEqualTo(140);
    assertThat(window.following(moved(0, 0, 30, 0)).side()).isEqualTo(60);
    assertThat(window.following(moved(0, 0, 50, 10))).isSameAs(window);
    assertThat(window.following(moved(0, 0, 50, 20)).turn())
        .isCloseTo((float) Math.toRadians(-20), within(1e-3f));
  }

  /** The face, moved, of another size around its middle, and turned. */
  private static DetectedFace moved(float x, float y, float height, double degrees) {
    return new DetectedFace(
        new FaceBox(120 + x - 0.4f * height, 85 + y - height / 2, 0.8f * height, height),
        1,
        turned(degrees));
  }

  @Test
  void itScalesWithTheImage() {
    assertThat(new FaceWindow(10, 20, 30, 0.5f).scaled(2, 2))
        .isEqualTo(new FaceWindow(20, 40, 60, 0.5f));
  }
}
