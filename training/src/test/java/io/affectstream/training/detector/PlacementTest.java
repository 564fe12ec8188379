package io.affectstream.training.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementTest {

  private static final DetectedFace FACE =
      new DetectedFace(
          new FaceBox(40, 30, 20, 30), 1, new float[] {45, 40, 55, 40, 50, 46, 46, 52, 54, 52});

  @ParameterizedTest
  @CsvSource({"1, 0, false", "2, 30, false", "0.4, -50, true", "1.3, 60, true"})
  void pixelsMoveAsTheirCoordinatesDo(double scale, double degrees, boolean mirrored) {
    Placement placement = new Placement(50, 45, 80, 60, scale, Math.toRadians(degrees), mirrored);
    byte[] pixels = new byte[100 * 90];
    for (int y = 50; y < 55; y++) {
      for (int x = 62; x < 67; x++) {
        pixels[y * 100 + x] = (byte) 255;
      }
    }
    try (Mat source = new GreyImage(100, 90, pixels).toMat();
        Mat canvas = new Mat(120, 160, opencv_core.CV_8UC1)) {
      placement.draw(source, canvas, opencv_core.BORDER_CONSTANT, 0);
      double[] centre = centre(canvas);

      assertThat(centre[0]).isCloseTo(placement.x(64.5, 52.5), within(0.15));
      assertThat(centre[1]).isCloseTo(placement.y(64.5, 52.5), within(0.15));
    }
  }

  private static double[] centre(Mat canvas) {
    double sum = 0;
    double x = 0;
    double y = 0;
    try (UByteIndexer values = canvas.createIndexer()) {
      for (int row = 0; row < canvas.rows(); row++) {
        for (int column = 0; column < canvas.cols(); column++) {
          sum += values.get(row, column);
          x += (double) column * values.get(row, column);
          y += (double) row * values.get(row, column);
        }
      }
    }
    return new double[] {x / sum + 0.5, y / sum + 0.5};
  }

  @Test
  void aMirroredFaceKeepsItsRightEyeOnItsRight() {
    DetectedFace mirrored = new Placement(50, 45, 50, 45, 1, 0, true).of(FACE);

    assertThat(mirrored.landmarks())
        .containsExactly(new float[] {45, 40, 55, 40, 50, 46, 46, 52, 54, 52}, within(1e-4f));
    assertThat(mirrored.box()).isEqualTo(FACE.box());
  }

  @Test
  void aQuarterTurnExchangesTheSidesOfTheBox() {
    FaceBox turned = new Placement(50, 45, 50, 45, 1, Math.PI / 2, false).of(FACE.box());

    assertThat(turned.x()).isCloseTo(35, within(1e-3f));
    assertThat(turned.y()).isCloseTo(35, within(1e-3f));
    assertThat(turned.width()).isCloseTo(30, within(1e-3f));
    assertThat(turned.height()).isCloseTo(20, within(1e-3f));
  }
}
