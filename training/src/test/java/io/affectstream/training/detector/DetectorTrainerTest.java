package io.affectstream.training.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.training.StepListener;
import io.affectstream.training.blocks.FaceDetectorNetConfig;
import io.affectstream.training.blocks.FaceDetectorNetConfig.Stage;
import io.affectstream.training.checkpoint.Checkpoint;
import io.affectstream.training.detector.DetectorTrainingConfig.Canvas;
import io.affectstream.training.detector.DetectorTrainingConfig.LossWeights;
import io.affectstream.training.detector.DetectorTrainingConfig.Optimiser;
import io.affectstream.training.loop.EpochLoop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains on drawn discs with two eyes and a mouth, among plain discs. */
class DetectorTrainerTest {

  private static final FaceDetectorNetConfig SMALL =
      new FaceDetectorNetConfig(
          8,
          List.of(
              new Stage(16, 1, 3), new Stage(24, 1, 3), new Stage(32, 1, 3), new Stage(32, 1, 3)),
          16);

  @TempDir private Path folder;

  @Test
  void learnsToFindDrawnFaces() throws Exception {
    try (DetectorTrainer trainer = trainer(config(6, 120), folder)) {
      trainer.run(StepListener.NONE);
      DetectorScore score = new DetectorScore(10);
      for (Scene scene : scenes(20, 99)) {
        score.add(trainer.find(scene.image(), 0.05f), scene.faces(), scene.ignored());
      }

      assertThat(score.best().f1()).isGreaterThan(0.8);
    }
    assertThat(Files.readAllLines(folder.resolve(EpochLoop.LOG))).hasSize(7);
  }

  @Test
  void aResumedRunGivesTheSameWeights() throws Exception {
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    try (DetectorTrainer trainer = trainer(config(2, 3), whole)) {
      trainer.run(StepListener.NONE);
    }
    try (DetectorTrainer trainer = trainer(config(2, 3), parts)) {
      trainer.run(1, StepListener.NONE);
    }
    try (DetectorTrainer trainer = trainer(config(2, 3), parts)) {
      trainer.run(StepListener.NONE);
    }

    Checkpoint expected = Checkpoint.read(whole.resolve(EpochLoop.LAST));
    Checkpoint found = Checkpoint.read(parts.resolve(EpochLoop.LAST));
    assertThat(found.epoch()).isEqualTo(2);
    expected
        .arrays()
        .forEach((name, values) -> assertThat(found.arrays().get(name)).as(name).isEqualTo(values));
  }

  @Test
  void startsFromGivenWeightsAndTrainsThem() throws Exception {
    Path first = folder.resolve("first");
    try (DetectorTrainer trainer = trainer(config(1, 40), first)) {
      trainer.run(StepListener.NONE);
    }
    Checkpoint before = Checkpoint.read(first.resolve(EpochLoop.LAST));
    Path second = folder.resolve("second");
    try (DetectorTrainer trainer = trainer(config(1, 5, true), second)) {
      trainer.startFrom(before::restore);
      trainer.run(StepListener.NONE);
    }

    List<String> log = Files.readAllLines(second.resolve(EpochLoop.LOG));
    assertThat(log).hasSize(3);
    assertThat(columns(log.get(1), 6, 11))
        .isEqualTo(columns(Files.readAllLines(first.resolve(EpochLoop.LOG)).get(1), 6, 11));
    Checkpoint after = Checkpoint.read(second.resolve(EpochLoop.LAST));
    before
        .arrays()
        .forEach(
            (name, values) -> {
              if (name.startsWith("momentum")) {
                return;
              }
              if (name.endsWith("runningMean") || name.endsWith("runningVar")) {
                assertThat(after.arrays().get(name)).as(name).isEqualTo(values);
              } else if (name.endsWith("weight")) {
                assertThat(after.arrays().get(name)).as(name).isNotEqualTo(values);
              }
            });
  }

  @Test
  void startsFromAnExportedNetworkWithFrozenNormalisationOnly() {
    try (DetectorTrainer trainer = trainer(config(1, 5), folder)) {
      assertThatThrownBy(() -> trainer.startFrom(net -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected frozenNormalisation true");
    }
  }

  private static List<String> columns(String line, int from, int to) {
    return List.of(line.split(",")).subList(from, to);
  }

  private static DetectorTrainer trainer(DetectorTrainingConfig config, Path out) {
    return new DetectorTrainer(
        config, SMALL, new DetectorData(scenes(40, 1), scenes(6, 2), List.of()), out);
  }

  private static DetectorTrainingConfig config(int epochs, int steps) {
    return config(epochs, steps, false);
  }

  private static DetectorTrainingConfig config(int epochs, int steps, boolean frozen) {
    return new DetectorTrainingConfig(
        Path.of("none"),
        List.of(),
        Path.of("none"),
        5,
        0.2,
        List.of(new Canvas(96, 96, 8, 1, 0.25)),
        epochs,
        steps,
        new Optimiser(0.005, 0.0005, 10, 0.01f, 10, 0.5f, frozen),
        new LossWeights(2, 1),
        1);
  }

  /** Every other scene has a face; all have a disc that is none. */
  private static List<Scene> scenes(int count, long seed) {
    Random random = new Random(seed);
    List<Scene> scenes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] pixels = new byte[128 * 128];
      for (int p = 0; p < pixels.length; p++) {
        pixels[p] = (byte) (90 + random.nextInt(20));
      }
      disc(pixels, 20, 100, 16, 200);
      List<DetectedFace> faces = new ArrayList<>();
      if (i % 2 == 0) {
        faces.add(face(pixels, 50 + random.nextInt(40), 40 + random.nextInt(30), 18));
      }
      GreyImage image = new GreyImage(128, 128, pixels);
      scenes.add(new Scene("scene" + i, "source" + i, image, faces, List.of()));
    }
    return scenes;
  }

  private static DetectedFace face(byte[] pixels, int x, int y, int radius) {
    int third = radius / 3;
    disc(pixels, x, y, radius, 220);
    disc(pixels, x - third, y - third, 4, 20);
    disc(pixels, x + third, y - third, 4, 20);
    disc(pixels, x, y + 2 * third, 4, 20);
    float[] points = {
      x - third, y - third, x + third, y - third, x, y, x - 3, y + 2 * third, x + 3, y + 2 * third
    };
    return new DetectedFace(new FaceBox(x - radius, y - radius, 2 * radius, 2 * radius), 1, points);
  }

  private static void disc(byte[] pixels, int cx, int cy, int radius, int grey) {
    for (int y = 0; y < 128; y++) {
      for (int x = 0; x < 128; x++) {
        if (Math.hypot(x - cx, y - cy) <= radius) {
          pixels[y * 128 + x] = (byte) grey;
        }
      }
    }
  }
}
