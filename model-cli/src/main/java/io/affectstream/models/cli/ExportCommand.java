package io.affectstream.models.cli;

import io.affectstream.export.detector.ExportDetector;
import io.affectstream.export.face.ExportFace;
import io.affectstream.export.face.ExportInt8;
import io.affectstream.export.fusion.ExportFusion;
import io.affectstream.export.pool.ExportPool;
import io.affectstream.export.words.ExportWords;
import io.affectstream.export.words.TextRun;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.schemas.digest.Sha256;
import io.affectstream.training.data.FaceFolders;
import io.affectstream.training.data.FaceImages;
import io.affectstream.training.data.FaceVotes;
import io.affectstream.training.data.LabelledFaces;
import io.affectstream.training.face.FaceTrainingConfig;
import io.affectstream.training.pool.PoolSettings;
import io.affectstream.training.study.ComposedSettings;
import io.affectstream.training.study.ComposedStudy;
import io.affectstream.training.words.TextTrainingConfig;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
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

/** {@code affect export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes a trained network as a bundle of ONNX graphs, measured and verified.",
    subcommands = {
      ExportCommand.Detector.class,
      ExportCommand.Face.class,
      VoiceCommands.Export.class,
      ExportCommand.Words.class,
      ExportCommand.Fusion.class,
      ExportCommand.Pool.class,
      ExportCommand.Int8.class
    })
final class ExportCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw Commands.missing(spec, "detector, face, voice, words, fusion, pool or int8");
  }

  /** {@code affect export detector}. */
  @Command(
      name = "detector",
      mixinStandardHelpOptions = true,
      description = "The face detector as an ONNX graph, compared with the training framework.")
  static final class Detector implements Callable<Integer> {

    @ParentCommand private ExportCommand parent;

    @Parameters(paramLabel = "CHECKPOINT", description = "Its best.ckpt or last.ckpt.")
    private Path checkpoint;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "ONNX to write.")
    private Path out;

    @Override
    public Integer call() throws Exception {
      Map<String, Double> differences = ExportDetector.export(checkpoint, out);
      double greatest = Collections.max(differences.values());
      parent
          .spec
          .commandLine()
          .getOut()
          .printf(
              Locale.ROOT,
              "%s: %d bytes, sha256 %s, greatest relative difference %.1e%n",
              out,
              Files.size(out),
              Sha256.of(out),
              greatest);
      return 0;
    }
  }

  /** Facts and destination of every bundle. */
  abstract static class Export implements Callable<Integer> {

    @ParentCommand private ExportCommand parent;

    @Parameters(index = "0", paramLabel = "SETTINGS", description = "JSON of the run.")
    Path settings;

    @Option(names = "--id", required = true, description = "Name of the bundle.")
    String id;

    @Option(names = "--commit", required = true, description = "Commit of the training code.")
    String commit;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to create.")
    Path out;

    /** Writes the bundle. */
    abstract ModelBundle export() throws Exception;

    @Override
    public Integer call() throws Exception {
      ModelBundle bundle = export();
      parent.spec.commandLine().getOut().printf("%s: %s%n", out, bundle.identity());
      return 0;
    }
  }

  /** {@code affect export face}. */
  @Command(
      name = "face",
      mixinStandardHelpOptions = true,
      description = "The face encoder alone: every frame judged by itself.")
  static final class Face extends Export {

    @Parameters(index = "1", paramLabel = "CHECKPOINT", description = "Its best.ckpt.")
    private Path checkpoint;

    @Override
    ModelBundle export() throws Exception {
      return new ExportFace(FaceTrainingConfig.read(settings)).export(checkpoint, commit, id, out);
    }
  }

  /** {@code affect export words}. */
  @Command(
      name = "words",
      mixinStandardHelpOptions = true,
      description = "The words network alone, in 8-bit integers.")
  static final class Words extends Export {

    @Parameters(index = "1", paramLabel = "CHECKPOINT", description = "Its best.ckpt.")
    private Path checkpoint;

    @Override
    ModelBundle export() throws Exception {
      TextRun run = TextRun.prepare(TextTrainingConfig.read(settings));
      return new ExportWords(run, commit).export(checkpoint, id, out);
    }
  }

  /** {@code affect export fusion}. */
  @Command(
      name = "fusion",
      mixinStandardHelpOptions = true,
      description = "Face encoder and fusion network.")
  static final class Fusion extends Export {

    @Parameters(
        index = "1",
        paramLabel = "RUN",
        description = "Output folder of 'affect train fusion'.")
    private Path run;

    @Override
    ModelBundle export() throws Exception {
      ComposedSettings composed = ComposedSettings.read(settings);
      ComposedStudy study =
          new ComposedStudy(
              composed.corpora(ItemBars.banks(composed)),
              composed.training(),
              composed.testSize(),
              run);
      return new ExportFusion(composed, commit).export(study, id, out);
    }
  }

  /** {@code affect export pool}. */
  @Command(
      name = "pool",
      mixinStandardHelpOptions = true,
      description = "Fits a pool of face, voice and words experts and writes it with them.")
  static final class Pool extends Export {

    @Override
    ModelBundle export() throws Exception {
      try (ItemBars items = new ItemBars()) {
        return new ExportPool(PoolSettings.read(settings), commit).export(id, out, items);
      }
    }
  }

  /** {@code affect export int8}. */
  @Command(
      name = "int8",
      mixinStandardHelpOptions = true,
      description = {
        "A bundle like another with the convolutions of its per-face graph in 8-bit integers:",
        "smaller and faster on CPUs. Both are measured."
      })
  static final class Int8 implements Callable<Integer> {

    @ParentCommand private ExportCommand parent;

    @Parameters(index = "0", paramLabel = "BUNDLE", description = "Folder, zip or shipped name.")
    private String bundle;

    @Parameters(
        index = "1",
        paramLabel = "FACES",
        description = "Archive or folder with train/, validation/.")
    private Path faces;

    @Option(
        names = "--votes",
        paramLabel = "CSV",
        description = "Raters' votes (FER+): their majority in place of the folder's class.")
    private Path votes;

    @Option(names = "--id", required = true, description = "Name of the bundle.")
    private String id;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to create.")
    private Path out;

    @Override
    public Integer call() throws Exception {
      FaceImages measured = FaceFolders.read(faces, "validation");
      ModelBundle written =
          new ExportInt8(
                  ModelSource.named(bundle).open(),
                  FaceFolders.read(faces, "train"),
                  votes == null
                      ? measured
                      : LabelledFaces.majority(measured, FaceVotes.read(votes)))
              .export(id, out);
      PrintWriter to = parent.spec.commandLine().getOut();
      to.printf("%s: %s%n", out, written.identity());
      Map<String, Double> metrics = written.manifest().provenance().metrics();
      for (String name :
          List.of("expression.accuracy", "expression.unweighted_recall", "expression.macro_f1")) {
        to.printf("%s %s, before %s%n", name, metrics.get(name), metrics.get("float." + name));
      }
      return 0;
    }
  }
}
