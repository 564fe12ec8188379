package io.affectstream.models.cli;

import io.affectstream.export.face.FaceEncoderWeights;
import io.affectstream.training.corpus.FaceBank;
import io.affectstream.training.face.FaceRun;
import io.affectstream.training.face.FaceTrainer;
import io.affectstream.training.face.FaceTrainingConfig;
import io.affectstream.training.fusion.FusionNetConfig;
import io.affectstream.training.fusion.FusionTrainer;
import io.affectstream.training.fusion.Predictions;
import io.affectstream.training.loop.EpochLoop;
import io.affectstream.training.metrics.Bootstrap.Interval;
import io.affectstream.training.study.ComposedSettings;
import io.affectstream.training.study.ComposedSettings.Banks;
import io.affectstream.training.study.ComposedStudy;
import io.affectstream.training.study.ComposedStudy.Corpora;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code affect train}. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = {
      "Trains a network. A run that was stopped goes on with the same command.",
      "The output folder gets checkpoints, log.csv, curves.png and confusion.png."
    },
    subcommands = {
      FaceDataCommands.Crops.class,
      FaceDataCommands.Units.class,
      FaceDataCommands.Answers.class,
      TrainDetectorCommand.class,
      TrainCommand.Face.class,
      TrainCommand.Embedding.class,
      VoiceCommands.Train.class,
      TrainWordsCommand.class,
      TrainCommand.Fusion.class,
      AffWildCommand.class
    })
final class TrainCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw Commands.missing(
        spec, "crops, units, answers, detector, face, embedding, voice, words, fusion or affwild2");
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** What trains the face encoder. */
  private abstract static class Encoder implements Callable<Integer> {

    @ParentCommand private TrainCommand parent;

    @Mixin private RunSettings settings;

    @Mixin private RunFolder folder;

    @Option(
        names = "--from",
        paramLabel = "MODEL",
        description =
            "Begins with the weights of this exported encoder instead of random ones; ignored where"
                + " the output folder has a checkpoint. Needs frozenNormalisation in the settings.")
    private Path from;

    FaceTrainingConfig config() throws IOException {
      return FaceTrainingConfig.read(settings.file());
    }

    @Override
    public Integer call() throws Exception {
      Path out = folder.open(settings.file());
      try (FaceTrainer trainer = FaceRun.prepare(config(), out);
          TrainingBar bar = new TrainingBar("face")) {
        if (from != null) {
          trainer.startFrom(encoder -> FaceEncoderWeights.load(from, encoder));
        }
        double best = trainer.run(bar);
        Figures.curves(out.resolve(EpochLoop.LOG), out.resolve(Figures.CURVES), "accuracy");
        Figures.confusion(trainer.validate(), out.resolve(Figures.CONFUSION));
        parent
            .out()
            .printf(Locale.ROOT, "best mean of accuracy and unweighted recall %.4f%n", best);
      }
      return 0;
    }
  }

  /** {@code affect train face}. */
  @Command(name = "face", mixinStandardHelpOptions = true, description = "Trains the face encoder.")
  static final class Face extends Encoder {}

  /** {@code affect train embedding}. */
  @Command(
      name = "embedding",
      mixinStandardHelpOptions = true,
      description =
          "Trains the face encoder and its expression embedding, on triplets (setting 'triplets').")
  static final class Embedding extends Encoder {

    @Override
    FaceTrainingConfig config() throws IOException {
      FaceTrainingConfig config = super.config();
      if (config.triplets() == null) {
        throw new IOException(
            "expected the setting 'triplets' (comparisons of expressions, docs/training.md) to"
                + " train the embedding by, found none; without it: affect train face");
      }
      return config;
    }
  }

  /** {@code affect train fusion}. */
  @Command(
      name = "fusion",
      mixinStandardHelpOptions = true,
      description = "Trains the fusion network on the composed corpus and measures it.")
  static final class Fusion implements Callable<Integer> {

    @ParentCommand private TrainCommand parent;

    @Mixin private RunSettings settings;

    @Mixin private RunFolder folder;

    @Option(
        names = "--folds",
        paramLabel = "K",
        description = "Train K networks, each on all but one fold, and measure their ensemble.")
    private int folds;

    @Override
    public Integer call() throws Exception {
      Path out = folder.open(settings.file());
      ComposedSettings composed = ComposedSettings.read(settings.file());
      Banks banks = ItemBars.banks(composed);
      if (folds == 0) {
        report("network", List.of(run(composed, composed.corpora(banks), out)));
        return 0;
      }
      List<Predictions> members = new ArrayList<>();
      for (int fold = 0; fold < folds; fold++) {
        Corpora corpora = composed.fold(banks, fold, folds);
        members.add(run(composed, corpora, out.resolve("fold-" + fold)));
        report("fold " + fold, List.of(members.get(fold)));
      }
      report("mean of %d folds".formatted(folds), members);
      Interval vote = Predictions.votedMacroF1(members);
      parent
          .out()
          .printf(
              Locale.ROOT,
              "vote of %d folds: held-out macro F1 %.4f [%.4f, %.4f]%n",
              folds,
              vote.value(),
              vote.low(),
              vote.high());
      return 0;
    }

    private static Predictions run(ComposedSettings composed, Corpora corpora, Path out)
        throws Exception {
      ComposedStudy study =
          new ComposedStudy(corpora, composed.training(), composed.testSize(), out);
      FaceBank.Shape shape = composed.shape();
      FusionNetConfig net =
          ComposedStudy.networks(shape.tokens(), shape.size()).get(ComposedStudy.FULL);
      try (TrainingBar bar = new TrainingBar("fusion");
          FusionTrainer trainer = study.trained(ComposedStudy.FULL, net, bar)) {
        Predictions test = study.test(trainer);
        Path run = study.folder(ComposedStudy.FULL);
        Figures.curves(run.resolve(EpochLoop.LOG), run.resolve(Figures.CURVES), "macro_f1");
        Figures.confusion(test.confusion(), run.resolve(Figures.CONFUSION));
        return test;
      }
    }

    private void report(String name, List<Predictions> members) {
      Interval f1 = Predictions.mean(members).macroF1();
      parent
          .out()
          .printf(
              Locale.ROOT,
              "%s: held-out macro F1 %.4f [%.4f, %.4f]%n",
              name,
              f1.value(),
              f1.low(),
              f1.high());
    }
  }
}
