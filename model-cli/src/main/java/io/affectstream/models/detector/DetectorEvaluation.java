package io.affectstream.models.detector;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.training.ItemListener;
import io.affectstream.training.detector.Matching;
import io.affectstream.training.detector.Scene;
import io.affectstream.training.detector.TurnedScene;
import io.affectstream.training.detector.WindowScene;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A detector against labelled scenes, by size, tilt, turn and light of the faces, and on the same
 * scenes turned, darkened and blurred. Faces of fewer than {@value #MIN_FACE} pixels count only in
 * the rows of sizes; those below {@value #SMALLEST} are ignored.
 */
final class DetectorEvaluation {

  /** Size of the smallest face of the goals. */
  static final double MIN_FACE = 24;

  private static final double SMALLEST = 12;
  private static final int WINDOW = 96;
  private static final double WINDOW_SHARE = 0.55;
  private static final String IN_WINDOW = "window of 96 px around a face";
  private static final String ALL = "24 px and more";
  private static final int[] TURNS = {20, 30, 45};

  private static final List<String> ORDER =
      List.of(
          ALL,
          "12 to 24 px",
          "24 to 48 px",
          "48 to 96 px",
          "96 px and more",
          "tilt below 10",
          "tilt 10 to 20",
          "tilt 20 and up",
          "frontal",
          "turned",
          "near profile",
          "dark",
          "usual light",
          "bright",
          "scene turned by 20 degrees",
          "scene turned by 30 degrees",
          "scene turned by 45 degrees",
          "scene at 30 % brightness, with grain",
          "scene with motion blur",
          "scene at half the size",
          IN_WINDOW);

  /** A missed face or a false detection. */
  record Miss(Scene scene, FaceBox box, String note) {}

  private final FaceSearch search;
  private final Map<String, Tally> tallies = new LinkedHashMap<>();
  private final List<Miss> missed = new ArrayList<>();
  private final List<Miss> wrong = new ArrayList<>();
  private final boolean variants;
  private int withFace;
  private int withFaceFound;
  private int empty;
  private int emptyWithHit;

  /**
   * An evaluation without scenes.
   *
   * @param variants whether scenes are also turned, darkened, blurred and halved
   */
  DetectorEvaluation(FaceSearch search, boolean variants) {
    this.search = search;
    this.variants = variants;
  }

  /** Measures on every scene. */
  void run(List<Scene> scenes, ItemListener listener) {
    long done = 0;
    for (Scene scene : scenes) {
      plain(scene);
      if (variants && !scene.faces().isEmpty()) {
        for (int degrees : TURNS) {
          String name = "scene turned by %d degrees".formatted(degrees);
          variant(name, scene, each -> TurnedScene.of(each, Math.toRadians(degrees)));
          variant(name, scene, each -> TurnedScene.of(each, Math.toRadians(-degrees)));
        }
        variant("scene at 30 % brightness, with grain", scene, SceneVariants::dark);
        variant("scene with motion blur", scene, SceneVariants::blurred);
        variant("scene at half the size", scene, SceneVariants::half);
        for (int i = 0; i < scene.faces().size(); i++) {
          window(scene, i);
        }
      }
      listener.done("scenes", ++done, scenes.size());
    }
  }

  private void plain(Scene scene) {
    List<DetectedFace> found = search.faces(scene.image());
    Matching matching = Matching.of(found, scene.faces(), scene.ignored());
    boolean large = false;
    boolean largeFound = false;
    for (int i = 0; i < scene.faces().size(); i++) {
      DetectedFace face = scene.faces().get(i);
      FaceFacts facts = FaceFacts.of(face, scene.image());
      Optional<DetectedFace> hit = matching.hits().get(i);
      if (facts.size() >= SMALLEST) {
        add(FaceFacts.sizeGroup(facts.size()), face, hit);
        tally(FaceFacts.sizeGroup(facts.size())).wrong(0);
      }
      if (facts.size() >= MIN_FACE) {
        add(ALL, face, hit);
        tally(ALL).wrong(0);
        large = true;
        largeFound |= hit.isPresent();
        facts.groups().forEach(group -> add(group, face, hit));
        if (hit.isEmpty()) {
          missed.add(new Miss(scene, face.box(), "%.0f px".formatted(facts.size())));
        }
      }
    }
    withFace += large ? 1 : 0;
    withFaceFound += largeFound ? 1 : 0;
    for (DetectedFace hit : matching.wrong()) {
      double size = Math.sqrt(hit.box().area());
      if (size >= SMALLEST) {
        tally(FaceFacts.sizeGroup(size)).wrong(1);
        wrong.add(new Miss(scene, hit.box(), "%.2f".formatted(hit.score())));
      }
      tally(ALL).wrong(size >= MIN_FACE ? 1 : 0);
    }
    if (scene.faces().isEmpty() && scene.ignored().isEmpty()) {
      empty++;
      emptyWithHit += found.isEmpty() ? 0 : 1;
    }
  }

  /** A face in the window in which a stream follows it. */
  private void window(Scene scene, int index) {
    if (Math.sqrt(scene.faces().get(index).box().area()) < MIN_FACE) {
      return;
    }
    Scene cut = WindowScene.of(scene, index, WINDOW, WINDOW_SHARE);
    Matching matching = Matching.of(search.faces(cut.image()), cut.faces(), cut.ignored());
    for (int i = 0; i < cut.faces().size(); i++) {
      if (Math.sqrt(cut.faces().get(i).box().area()) >= MIN_FACE) {
        add(IN_WINDOW, cut.faces().get(i), matching.hits().get(i));
      }
    }
    tally(IN_WINDOW).wrong(matching.wrong().size());
  }

  private void variant(String name, Scene scene, UnaryOperator<Scene> change) {
    Scene changed = change.apply(scene);
    Matching matching =
        Matching.of(search.faces(changed.image()), changed.faces(), changed.ignored());
    for (int i = 0; i < changed.faces().size(); i++) {
      DetectedFace face = changed.faces().get(i);
      if (Math.sqrt(face.box().area()) >= MIN_FACE) {
        add(name, face, matching.hits().get(i));
      }
    }
    long large =
        matching.wrong().stream().filter(hit -> Math.sqrt(hit.box().area()) >= MIN_FACE).count();
    tally(name).wrong((int) large);
  }

  private void add(String group, DetectedFace face, Optional<DetectedFace> hit) {
    tally(group).face();
    hit.ifPresent(found -> tally(group).found(face, found));
  }

  private Tally tally(String group) {
    return tallies.computeIfAbsent(group, name -> new Tally());
  }

  /** Tables in Markdown. */
  List<String> report() {
    List<String> lines = new ArrayList<>(List.of(Tally.HEADER.split("\n")));
    ORDER.stream()
        .filter(tallies::containsKey)
        .forEach(name -> lines.add(tallies.get(name).row(name)));
    lines.add("");
    lines.add(
        "Scenes with a face of 24 px and more: %d, one found in %d (%s)."
            .formatted(withFace, withFaceFound, percent(withFaceFound, withFace)));
    lines.add(
        "Scenes without faces: %d, of which %d (%s) give one."
            .formatted(empty, emptyWithHit, percent(emptyWithHit, empty)));
    return lines;
  }

  private static String percent(int part, int whole) {
    return String.format(Locale.ROOT, "%.1f %%", whole == 0 ? 0 : 100.0 * part / whole);
  }

  /** Faces of 24 pixels and more that were not found. */
  List<Miss> missed() {
    return List.copyOf(missed);
  }

  /** Places of false detections. */
  List<Miss> wrong() {
    return List.copyOf(wrong);
  }

  /** Counts over the faces of 24 pixels and more. */
  Tally all() {
    return tally(ALL);
  }

  /** Share of the scenes without faces that have a false detection. */
  double emptyWithHit() {
    return empty == 0 ? 0 : (double) emptyWithHit / empty;
  }
}
