package io.affectstream.export.cli;

import io.affectstream.training.corpus.FaceBank;
import io.affectstream.training.face.FaceRun;
import io.affectstream.training.face.FaceTrainer;
import io.affectstream.training.face.FaceTrainingConfig;
import io.affectstream.training.fusion.FusionNetConfig;
import io.affectstream.training.fusion.FusionTrainer;
import io.affectstream.training.fusion.Predictions;
import io.affectstream.training.study.ComposedSettings;
import io.affectstream.training.study.ComposedStudy;
import io.affectstream.training.teacher.LabelActionUnits;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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
    subcommands = {TrainCommand.Units.class, TrainCommand.Face.class, TrainCommand.Fusion.class})
final class TrainCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw Commands.missing(spec, "units, face or fusion");
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** {@code affect train units}. */
  @Command(
      name = "units",
      mixinStandardHelpOptions = true,
      description = "Writes the teacher's action unit estimates of face pictures to a table.")
  static final class Units implements Callable<Integer> {

    @Parameters(paramLabel = "FACES", description = "Archive or folder with train/, validation/.")
    private Path faces;

    @Parameters(paramLabel = "TEACHER", description = "Folder of the landmark and blendshape nets.")
    private Path teacher;

    @Parameters(paramLabel = "TABLE", description = "CSV to write; an existing one is completed.")
    private Path table;

    @Override
    public Integer call() throws Exception {
      LabelActionUnits.run(faces, teacher, table);
      return 0;
    }
  }

  /** {@code affect train face}. */
  @Command(name = "face", mixinStandardHelpOptions = true, description = "Trains the face encoder.")
  static final class Face implements Callable<Integer> {

    @ParentCommand private TrainCommand parent;

    @Parameters(paramLabel = "SETTINGS", description = "JSON, e.g. docs/models/fusion-1/face.json.")
    private Path settings;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Output folder.")
    private Path out;

    @Override
    public Integer call() throws Exception {
      try (FaceTrainer trainer = FaceRun.prepare(FaceTrainingConfig.read(settings), out);
          TrainingBar bar = new TrainingBar("face")) {
        double best = trainer.run(bar);
        Figures.curves(out.resolve(FaceTrainer.LOG), out.resolve(Figures.CURVES), "accuracy");
        Figures.confusion(trainer.validate(), out.resolve(Figures.CONFUSION));
        parent.out().printf(Locale.ROOT, "best validation accuracy %.4f%n", best);
      }
      return 0;
    }
  }

  /** {@code affect train fusion}. */
  @Command(
      name = "fusion",
      mixinStandardHelpOptions = true,
      description = "Trains the fusion network on the composed corpus and measures it.")
  static final class Fusion implements Callable<Integer> {

    @ParentCommand private TrainCommand parent;

    @Parameters(
        paramLabel = "SETTINGS",
        description = "JSON, e.g. docs/models/fusion-1/fusion.json.")
    private Path settings;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Output folder.")
    private Path out;

    @Override
    public Integer call() throws Exception {
      ComposedSettings composed = ComposedSettings.read(settings);
      ComposedStudy study =
          new ComposedStudy(composed.corpora(), composed.training(), composed.testSize(), out);
      FaceBank.Shape shape = composed.shape();
      FusionNetConfig net =
          ComposedStudy.networks(shape.tokens(), shape.size()).get(ComposedStudy.FULL);
      try (TrainingBar bar = new TrainingBar("fusion");
          FusionTrainer trainer = study.trained(ComposedStudy.FULL, net, bar)) {
        Predictions test = study.test(trainer);
        Path folder = study.folder(ComposedStudy.FULL);
        Figures.curves(
            folder.resolve(FusionTrainer.LOG), folder.resolve(Figures.CURVES), "macro_f1");
        Figures.confusion(test.confusion(), folder.resolve(Figures.CONFUSION));
        parent
            .out()
            .printf(
                Locale.ROOT,
                "held-out macro F1 %.4f [%.4f, %.4f], action units %.4f%n",
                test.macroF1().value(),
                test.macroF1().low(),
                test.macroF1().high(),
                test.meanUnitF1(study.thresholds(trainer)));
      }
      return 0;
    }
  }
}
