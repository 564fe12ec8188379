package io.affectstream.models.cli;

import io.affectstream.export.face.FaceGraphSession;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.schemas.Expression;
import io.affectstream.training.corpus.FaceBank;
import io.affectstream.training.data.Columns;
import io.affectstream.training.data.FaceFolders;
import io.affectstream.training.data.FaceImages;
import io.affectstream.training.data.FaceVotes;
import io.affectstream.training.data.LabelledFaces;
import io.affectstream.training.fusion.FusionNetConfig;
import io.affectstream.training.metrics.Confusion;
import io.affectstream.training.study.ComposedSettings;
import io.affectstream.training.study.ComposedStudy;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code affect evaluate}. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Measures bundles as they serve (faces, speech, text, words, clips, segments, subsets), face"
          + " detectors",
      "(detector) and networks on groups they never saw (face, voice, ablations)."
    },
    subcommands = {
      ServedCommands.Faces.class,
      ServedCommands.Speech.class,
      ServedCommands.Text.class,
      ServedCommands.Clips.class,
      DetectorCommand.class,
      SegmentsCommand.class,
      SpeakingCommand.class,
      SubsetsCommand.class,
      EvaluateCommand.Face.class,
      VoiceCommands.Evaluate.class,
      WordsCommand.class,
      EvaluateCommand.Ablations.class
    })
final class EvaluateCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw Commands.missing(
        spec,
        "faces, speech, text, clips, segments, speaking, subsets, detector, face, voice, words or"
            + " ablations");
  }

  private void print(Confusion confusion) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "accuracy %.4f, unweighted recall %.4f, macro F1 %.4f%n",
        confusion.accuracy(),
        confusion.unweightedRecall(),
        confusion.macroF1());
    for (Expression label : Expression.values()) {
      int row = Columns.of(label);
      if (Arrays.stream(confusion.counts()[row]).sum() > 0) {
        out.printf(
            Locale.ROOT,
            "%-10s recall %.4f, F1 %.4f%n",
            label,
            confusion.recall(row),
            confusion.f1(row));
      }
    }
  }

  /** {@code affect evaluate face}. */
  @Command(
      name = "face",
      mixinStandardHelpOptions = true,
      description = "Expression head of a face bundle on images of faces, as they stand.")
  static final class Face implements Callable<Integer> {

    private static final int BATCH = 32;

    @ParentCommand private EvaluateCommand parent;

    @Parameters(paramLabel = "BUNDLE", description = "Folder, zip or name of a shipped bundle.")
    private String bundle;

    @Parameters(paramLabel = "FACES", description = "Archive or folder with the split.")
    private Path faces;

    @Option(
        names = "--split",
        paramLabel = "NAME",
        defaultValue = "validation",
        description = "First folder. Default: ${DEFAULT-VALUE}.")
    private String split;

    @Option(
        names = "--votes",
        paramLabel = "CSV",
        description = "Raters' votes (FER+): their majority in place of the folder's class.")
    private Path votes;

    @Override
    public Integer call() throws Exception {
      Path path = Path.of(bundle);
      ModelBundle model = Files.exists(path) ? ModelBundle.open(path) : ModelBundle.named(bundle);
      FaceImages all = FaceFolders.read(faces, split);
      FaceImages images = votes == null ? all : LabelledFaces.majority(all, FaceVotes.read(votes));
      try (FaceGraphSession session =
          new FaceGraphSession(model.file(model.manifest().face().file()))) {
        parent.print(session.expressions(images, model.manifest().face().input().width(), BATCH));
      }
      return 0;
    }
  }

  /** {@code affect evaluate ablations}. */
  @Command(
      name = "ablations",
      mixinStandardHelpOptions = true,
      description = {
        "Trains and measures the full network and its ablations on the composed corpus.",
        "Lines already in the output folder's ablations.csv are not run again."
      })
  static final class Ablations implements Callable<Integer> {

    @ParentCommand private EvaluateCommand parent;

    @Parameters(
        paramLabel = "SETTINGS",
        description = "JSON, e.g. docs/models/network/fusion.json.")
    private Path settings;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Output folder.")
    private Path out;

    @Option(
        names = "--only",
        paramLabel = "NAME",
        description = "Only these networks; repeatable, e.g. --only full.")
    private List<String> only = List.of();

    @Override
    public Integer call() throws Exception {
      ComposedSettings composed = ComposedSettings.read(settings);
      ComposedStudy study =
          new ComposedStudy(
              composed.corpora(ItemBars.banks(composed)),
              composed.training(),
              composed.testSize(),
              out);
      FaceBank.Shape shape = composed.shape();
      for (Map.Entry<String, FusionNetConfig> network :
          ComposedStudy.networks(shape.tokens(), shape.size()).entrySet()) {
        if (only.isEmpty() || only.contains(network.getKey())) {
          try (TrainingBar bar = new TrainingBar(network.getKey())) {
            study.run(network.getKey(), network.getValue(), bar);
          }
        }
      }
      Files.readAllLines(out.resolve(ComposedStudy.TABLE))
          .forEach(parent.spec.commandLine().getOut()::println);
      return 0;
    }
  }
}
