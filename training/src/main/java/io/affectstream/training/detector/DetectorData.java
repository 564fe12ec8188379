package io.affectstream.training.detector;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.training.ItemListener;
import io.affectstream.training.data.CsvLines;
import io.affectstream.training.detector.TeacherCache.Search;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a run learns from and chooses by.
 *
 * @param train scenes to learn from, with and without faces
 * @param choose scenes of other sources to choose by
 * @param crops faces to paste into scenes
 */
public record DetectorData(List<Scene> train, List<Scene> choose, List<FaceCrop> crops) {

  private static final List<Search> SCENE_SEARCHES =
      List.of(new Search(1, 0), new Search(0.5, 0), new Search(2, 0));
  private static final float CROP_SCORE = 0.75f;
  private static final double CROP_MIN_SHARE = 0.45;

  /**
   * Reads scenes and crops, labelled by the teacher.
   *
   * @param config names the files
   * @param cache file of the teacher's hits, completed where needed
   * @throws IOException if a file cannot be read or written
   */
  public static DetectorData read(DetectorTrainingConfig config, Path cache, ItemListener listener)
      throws IOException {
    TeacherCache teacher = new TeacherCache(config.teacher(), cache);
    List<Scene> scenes = scenes(config.scenes(), "train", teacher, listener);
    Predicate<Scene> choosing = scene -> chosen(scene.source(), config);
    List<FaceCrop> crops = new ArrayList<>();
    for (DetectorTrainingConfig.Crops source : config.crops()) {
      crops.addAll(crops(source, config.seed(), teacher, listener));
    }
    return new DetectorData(
        scenes.stream().filter(choosing.negate()).toList(),
        scenes.stream().filter(choosing).toList(),
        List.copyOf(crops));
  }

  /** Whether scenes of a source are among those that the settings hold out to choose by. */
  public static boolean chosen(String source, DetectorTrainingConfig config) {
    String repository = source.replaceFirst("@.*", "");
    return new SplittableRandom(repository.hashCode() * 31L + config.seed()).nextDouble()
        < config.chooseShare();
  }

  /**
   * Scenes of an archive {@code SPLIT.tar.gz} with its list {@code SPLIT.csv}, labelled at several
   * sizes.
   */
  private static List<Scene> scenes(
      Path folder, String split, TeacherCache teacher, ItemListener listener) throws IOException {
    Map<String, GreyImage> images =
        ImageArchive.read(folder.resolve(split + ".tar.gz"), name -> name.endsWith(".jpg"));
    teacher.complete(images, SCENE_SEARCHES, listener);
    List<Scene> scenes = new ArrayList<>();
    for (Map<String, String> row : rows(folder.resolve(split + ".csv"))) {
      String name = row.get("path");
      List<List<DetectedFace>> others =
          SCENE_SEARCHES.stream().map(search -> teacher.of(name, search)).toList();
      SceneLabels labels = SceneLabels.of(Faces.parse(row.get("boxes")), others);
      scenes.add(
          new Scene(name, row.get("source"), images.get(name), labels.faces(), labels.ignored()));
    }
    return scenes;
  }

  /**
   * Scenes of an archive with the labels of its list alone: faces from a score of 0.6, the weaker
   * hits ignored.
   *
   * @param folder of {@code SPLIT.tar.gz} and {@code SPLIT.csv}
   * @throws IOException if a file cannot be read
   */
  public static List<Scene> listed(Path folder, String split) throws IOException {
    Map<String, GreyImage> images =
        ImageArchive.read(folder.resolve(split + ".tar.gz"), name -> name.endsWith(".jpg"));
    List<Scene> scenes = new ArrayList<>();
    for (Map<String, String> row : rows(folder.resolve(split + ".csv"))) {
      List<DetectedFace> hits = Faces.parse(row.get("boxes"));
      scenes.add(
          new Scene(
              row.get("path"),
              row.get("source"),
              images.get(row.get("path")),
              hits.stream().filter(hit -> hit.score() >= 0.6f).toList(),
              hits.stream().filter(hit -> hit.score() < 0.6f).map(DetectedFace::box).toList()));
    }
    return scenes;
  }

  private static List<Map<String, String>> rows(Path csv) throws IOException {
    List<CsvLines.Line> lines = CsvLines.read(csv);
    List<String> names = lines.get(0).cells();
    return lines.subList(1, lines.size()).stream()
        .map(
            line -> {
              Map<String, String> row = new HashMap<>();
              for (int i = 0; i < names.size(); i++) {
                row.put(names.get(i), i < line.cells().size() ? line.cells().get(i) : "");
              }
              return row;
            })
        .collect(Collectors.toList());
  }

  private static List<FaceCrop> crops(
      DetectorTrainingConfig.Crops source, long seed, TeacherCache teacher, ItemListener listener)
      throws IOException {
    Predicate<String> drawn =
        name ->
            name.startsWith(source.prefix())
                && new SplittableRandom(name.hashCode() * 31L + seed).nextDouble() < source.share();
    Map<String, GreyImage> images = ImageArchive.read(source.archive(), drawn);
    Search search = new Search(source.zoom(), source.border());
    teacher.complete(images, List.of(search), listener);
    List<FaceCrop> crops = new ArrayList<>();
    images.forEach(
        (name, image) -> {
          List<DetectedFace> hits = teacher.of(name, search);
          if (hits.size() == 1
              && hits.get(0).score() >= CROP_SCORE
              && Faces.size(hits.get(0).box()) >= CROP_MIN_SHARE * image.width()) {
            crops.add(new FaceCrop(image, hits.get(0)));
          }
        });
    return crops;
  }
}
