package io.affectstream.models.cli;

import io.affectstream.training.crops.CalmTalk;
import io.affectstream.training.crops.FaceCutter;
import io.affectstream.training.crops.WildFaces;
import io.affectstream.training.teacher.ExpressionTeacher;
import io.affectstream.training.teacher.LabelActionUnits;
import io.affectstream.training.teacher.LabelActionUnits.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Commands that prepare the data of {@code affect train face}. */
final class FaceDataCommands {

  private FaceDataCommands() {}

  /** {@code affect train crops}. */
  @Command(
      name = "crops",
      mixinStandardHelpOptions = true,
      description = {
        "Cuts faces of labelled images and of videos of calm people who talk (neutral), so that"
            + " they",
        "look like the images of FER2013. For the setting 'others' of 'affect train face'."
      })
  static final class Crops implements Callable<Integer> {

    @ParentCommand private TrainCommand parent;

    @Option(
        names = "--detector",
        required = true,
        paramLabel = "FILE",
        description = "YuNet as ONNX.")
    private Path detector;

    @Option(
        names = "--wild",
        paramLabel = "DIR",
        description = "Folder with labels.csv (path, label, person) and faces-wild.tar.gz.")
    private Path wild;

    @Option(names = "--calm", paramLabel = "VIDEO", description = "Repeatable.")
    private List<Path> calm = List.of();

    @Option(
        names = "--out",
        required = true,
        paramLabel = "DIR",
        description = "Gets train/, choose/ and report/ with a folder per class.")
    private Path out;

    @Override
    public Integer call() throws Exception {
      try (FaceCutter cutter = new FaceCutter(detector, out)) {
        if (wild != null) {
          WildFaces.cut(wild, cutter);
        }
        for (Path video : calm) {
          CalmTalk.cut(video, cutter);
        }
        parent.out().printf("%d faces; no face found in %d%n", cutter.written(), cutter.faceless());
      }
      return 0;
    }
  }

  /** {@code affect train units}. */
  @Command(
      name = "units",
      mixinStandardHelpOptions = true,
      description = "Writes the teacher's action unit estimates of face images to a table.")
  static final class Units implements Callable<Integer> {

    @Parameters(paramLabel = "FACES", description = "Archive or folder with train/, validation/.")
    private Path faces;

    @Parameters(paramLabel = "TEACHER", description = "Folder of the landmark and blendshape nets.")
    private Path teacher;

    @Parameters(paramLabel = "TABLE", description = "CSV to write; an existing one is completed.")
    private Path table;

    @Option(
        names = "--others",
        paramLabel = "DIR",
        description = "Output folder of 'affect train crops', whose faces are labelled too.")
    private Path others;

    @Option(
        names = "--limit",
        paramLabel = "N",
        description = "Training faces to label; a quarter of it of the others. Default: all.")
    private int limit = Integer.MAX_VALUE;

    @Override
    public Integer call() throws Exception {
      List<Source> sources = new ArrayList<>();
      sources.add(new Source(faces, Map.of("train", limit)));
      sources.add(new Source(faces, Map.of("validation", limit / 4)));
      if (others != null) {
        sources.add(new Source(others, Map.of("train", limit / 4)));
      }
      try (ItemBars bars = new ItemBars()) {
        LabelActionUnits.run(sources, teacher, table, bars);
      }
      return 0;
    }
  }

  /** {@code affect train answers}. */
  @Command(
      name = "answers",
      mixinStandardHelpOptions = true,
      description =
          "Writes another expression net's answers to training images to a table, for the setting"
              + " 'teacher' of 'affect train face'.")
  static final class Answers implements Callable<Integer> {

    @Parameters(
        index = "0",
        paramLabel = "MODEL",
        description = "ONNX with the inputs and outputs of face-api.js's expression net.")
    private Path model;

    @Parameters(index = "1", paramLabel = "TABLE", description = "CSV to write.")
    private Path table;

    @Parameters(
        index = "2..*",
        paramLabel = "FACES",
        arity = "1..*",
        description = "Archives or folders with train/.")
    private List<Path> faces;

    @Override
    public Integer call() throws Exception {
      try (ItemBars bars = new ItemBars();
          ExpressionTeacher teacher = new ExpressionTeacher(model)) {
        teacher.answers(faces, bars).write(table);
      }
      return 0;
    }
  }
}
