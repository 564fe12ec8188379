package io.affectstream.models.cli;

import io.affectstream.models.detector.ClipScenes;
import io.affectstream.models.detector.DetectorReport;
import io.affectstream.models.detector.Detectors;
import io.affectstream.models.detector.FaceSearch;
import io.affectstream.training.detector.DetectorData;
import io.affectstream.training.detector.DetectorTrainingConfig;
import io.affectstream.training.detector.Scene;
import io.affectstream.training.detector.Teacher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code affect evaluate detector}. */
@Command(
    name = "detector",
    mixinStandardHelpOptions = true,
    description = {
      "Recall, precision, box overlap and landmark error of face detectors on labelled scenes,",
      "by size, tilt, turn and light of the faces, and on the scenes turned, darkened and blurred."
    })
final class DetectorCommand implements Callable<Integer> {

  private static final int CLIP_STRIDE = 5;

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = "ONNX file of a detector.")
  private String model;

  @Option(
      names = "--against",
      paramLabel = "MODEL",
      description = "Further detectors to measure, as ONNX files; repeatable.")
  private List<String> against = List.of();

  @ArgGroup(multiplicity = "1")
  private Source source;

  /** Origin of the scenes. */
  private static final class Source {

    @Option(
        names = "--data",
        paramLabel = "FOLDER",
        description = "Holds test.tar.gz and test.csv, or those of --split.")
    private Path folder;

    @Option(
        names = "--clips",
        paramLabel = "PATH",
        description = "Recordings, or folders of them; every fifth frame, labelled by --teacher.")
    private List<Path> clips;
  }

  @Option(
      names = "--teacher",
      paramLabel = "FILE",
      description = "ONNX file of YuNet, which labels the frames of --clips.")
  private Path teacher;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      defaultValue = "test",
      description = "Default: ${DEFAULT-VALUE}.")
  private String split;

  @Option(
      names = "--held-out-by",
      paramLabel = "SETTINGS",
      description = "Only scenes of the sources that a training with these settings chooses by.")
  private Path heldOut;

  @Option(
      names = "--threshold",
      paramLabel = "SCORE",
      description =
          "Lowest scores of a face of this network, comma separated; default: as shipped.",
      split = ",")
  private List<Float> thresholds = List.of();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Gets a report per detector and images of its misses and wrong hits.")
  private Path out;

  @Override
  public Integer call() throws Exception {
    List<Scene> scenes = scenes();
    Files.createDirectories(out);
    if (thresholds.isEmpty()) {
      report(model, Optional.empty(), scenes);
    }
    for (float threshold : thresholds) {
      report(model, Optional.of(threshold), scenes);
    }
    for (String other : against) {
      report(other, thresholds.stream().findFirst(), scenes);
    }
    return 0;
  }

  private void report(String name, Optional<Float> threshold, List<Scene> scenes)
      throws IOException {
    try (FaceSearch search = Detectors.open(name, threshold);
        ItemBars bars = new ItemBars()) {
      String file = name.replaceFirst(".*/", "").replaceFirst("\\.onnx$", "");
      String title = thresholds.size() > 1 ? file + "-" + threshold.orElseThrow() : file;
      List<String> lines =
          DetectorReport.write(search, scenes, source.clips == null, bars, out.resolve(title));
      spec.commandLine()
          .getOut()
          .printf(
              "%n%s, %s%n",
              name, threshold.map(t -> "threshold " + t).orElse("thresholds as shipped"));
      lines.forEach(spec.commandLine().getOut()::println);
    }
  }

  private List<Scene> scenes() throws IOException {
    if (source.clips != null) {
      return frames();
    }
    List<Scene> all = DetectorData.listed(source.folder, split);
    if (heldOut == null) {
      return all;
    }
    DetectorTrainingConfig settings = DetectorTrainingConfig.read(heldOut);
    List<Scene> chosen = new ArrayList<>(all);
    chosen.removeIf(scene -> !DetectorData.chosen(scene.source(), settings));
    return chosen;
  }

  private List<Scene> frames() throws IOException {
    if (teacher == null) {
      throw new ParameterException(
          spec.commandLine(), "--clips: expected --teacher FILE to label the frames, found none");
    }
    List<Scene> scenes = new ArrayList<>();
    try (Teacher labels = new Teacher(teacher)) {
      for (Path path : source.clips) {
        scenes.addAll(ClipScenes.read(path, labels, CLIP_STRIDE));
      }
    }
    return scenes;
  }
}
