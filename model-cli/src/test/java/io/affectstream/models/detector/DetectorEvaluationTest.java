package io.affectstream.models.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.training.ItemListener;
import io.affectstream.training.detector.GreyImage;
import io.affectstream.training.detector.Scene;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectorEvaluationTest {

  private static final DetectedFace LARGE = face(100, 60, 50, 0.9f);
  private static final DetectedFace SMALL = face(20, 20, 16, 0.9f);
  private static final Scene WITH = scene("with", List.of(LARGE, SMALL), List.of());
  private static final Scene WITHOUT = scene("without", List.of(), List.of());

  @Test
  void whatIsFoundCountsByFaceAndWhatIsWrongByHit() {
    DetectedFace wrong = face(180, 120, 40, 0.7f);
    DetectorEvaluation evaluation =
        evaluated(image -> List.of(LARGE, wrong), List.of(WITH, WITHOUT));

    assertThat(evaluation.all().faces()).isEqualTo(1);
    assertThat(evaluation.all().recall()).isEqualTo(1);
    assertThat(evaluation.all().precision()).isEqualTo(0.25);
    assertThat(evaluation.emptyWithHit()).isEqualTo(1);
    assertThat(evaluation.wrong()).hasSize(3);
    assertThat(evaluation.report())
        .anyMatch(line -> line.startsWith("| 12 to 24 px | 1 | 0 | 0.0 %"));
  }

  @Test
  void landmarksAreMeasuredInWidthsOfTheFace() {
    float[] points = LARGE.landmarks().clone();
    for (int i = 0; i < points.length; i += 2) {
      points[i] += 5;
    }
    DetectedFace shifted = new DetectedFace(LARGE.box(), 0.9f, points);
    DetectorEvaluation evaluation = evaluated(image -> List.of(shifted), List.of(WITH));

    assertThat(evaluation.all().landmarkError()).isCloseTo(0.1, within(1e-6));
  }

  @Test
  void hitsOnIgnoredPlacesCountNeitherWay() {
    Scene scene = scene("ignored", List.of(LARGE), List.of(new FaceBox(178, 118, 44, 44)));
    DetectorEvaluation evaluation =
        evaluated(image -> List.of(LARGE, face(180, 120, 40, 0.7f)), List.of(scene));

    assertThat(evaluation.all().precision()).isEqualTo(1);
  }

  @Test
  void facesOfTurnedScenesAreSoughtWhereTheyWent() {
    DetectorEvaluation evaluation = evaluated(image -> List.of(LARGE), List.of(WITH));

    assertThat(evaluation.report())
        .anyMatch(line -> line.startsWith("| scene turned by 20 degrees | 2 | 2 |"))
        .anyMatch(line -> line.startsWith("| scene at half the size | 1 | 0 |"))
        .anyMatch(line -> line.startsWith("| window of 96 px around a face | 1 | 0 |"));
  }

  @Test
  void theReportComesWithImagesOfTheMisses(@TempDir Path folder) throws Exception {
    DetectorReport.write(
        search(image -> List.of()), List.of(WITH), true, ItemListener.NONE, folder);

    assertThat(Files.readAllLines(folder.resolve("report.md")).get(2))
        .isEqualTo("| 24 px and more | 1 | 0 | 0.0 % | 0 |  |  |  |");
    assertThat(ImageIO.read(folder.resolve("missed.png").toFile()).getHeight()).isEqualTo(128);
  }

  private static DetectorEvaluation evaluated(
      Function<GreyImage, List<DetectedFace>> detector, List<Scene> scenes) {
    DetectorEvaluation evaluation = new DetectorEvaluation(search(detector), true);
    evaluation.run(scenes, ItemListener.NONE);
    return evaluation;
  }

  private static FaceSearch search(Function<GreyImage, List<DetectedFace>> detector) {
    return new FaceSearch() {
      @Override
      public List<DetectedFace> faces(GreyImage image) {
        return detector.apply(image);
      }

      @Override
      public void close() {}
    };
  }

  private static Scene scene(String name, List<DetectedFace> faces, List<FaceBox> ignored) {
    return new Scene(name, "source", new GreyImage(250, 170, new byte[250 * 170]), faces, ignored);
  }

  private static DetectedFace face(float x, float y, float side, float score) {
    float[] points = {
      x + 0.3f * side, y + 0.4f * side, x + 0.7f * side, y + 0.4f * side, x + 0.5f * side,
      y + 0.6f * side, x + 0.35f * side, y + 0.8f * side, x + 0.65f * side, y + 0.8f * side
    };
    return new DetectedFace(new FaceBox(x, y, side, side), score, points);
  }
}
