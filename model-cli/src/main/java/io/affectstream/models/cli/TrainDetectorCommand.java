package io.affectstream.models.cli;

import io.affectstream.export.detector.FaceDetectorWeights;
import io.affectstream.training.blocks.FaceDetectorNetConfig;
import io.affectstream.training.detector.DetectorData;
import io.affectstream.training.detector.DetectorTrainer;
import io.affectstream.training.detector.DetectorTrainingConfig;
import io.affectstream.training.loop.EpochLoop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code affect train detector}. */
@Command(
    name = "detector",
    mixinStandardHelpOptions = true,
    description = "Trains the face detector on scenes that YuNet labels.")
final class TrainDetectorCommand implements Callable<Integer> {

  private static final String TEACHER = "teacher.tsv";

  @ParentCommand private TrainCommand parent;

  @Mixin private RunSettings settings;

  @Mixin private RunFolder folder;

  @Option(
      names = "--from",
      paramLabel = "MODEL",
      description =
          "Begins with the weights of this exported detector instead of random ones; ignored where"
              + " the output folder has a checkpoint. Needs frozenNormalisation in the settings.")
  private Path from;

  @Override
  public Integer call() throws Exception {
    Path out = Files.createDirectories(folder.open());
    DetectorTrainingConfig config = DetectorTrainingConfig.read(settings.file());
    DetectorData data;
    try (ItemBars bars = new ItemBars()) {
      data = DetectorData.read(config, out.resolve(TEACHER), bars);
    }
    FaceDetectorNetConfig shape = FaceDetectorNetConfig.shipped();
    try (DetectorTrainer trainer = new DetectorTrainer(config, shape, data, out);
        TrainingBar bar = new TrainingBar("detector")) {
      if (from != null) {
        trainer.startFrom(net -> FaceDetectorWeights.load(from, net));
      }
      double best = trainer.run(bar);
      Figures.curves(out.resolve(EpochLoop.LOG), out.resolve(Figures.CURVES), "f1");
      parent.out().printf(Locale.ROOT, "best F1, upright and tilted: %.4f%n", best / 2);
    }
    return 0;
  }
}
