package io.affectstream.inference.bundle;

import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.bundle.Activation;
import io.affectstream.schemas.bundle.HeadGraph;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.Manifest.Head;
import io.affectstream.schemas.bundle.Manifest.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Checks a manifest by itself: values in range, and each part supported by this release. */
final class ManifestCheck {

  private final Manifest manifest;
  private final Rules rules;

  private ManifestCheck(Manifest manifest, Rules rules) {
    this.manifest = manifest;
    this.rules = rules;
  }

  static void run(Manifest manifest, Map<String, String> unknown, Problems problems) {
    ManifestCheck check = new ManifestCheck(manifest, new Rules(problems, unknown));
    check.identity();
    check.grid();
    if (manifest.detector() != null) {
      new DetectorCheck(manifest, check.rules).run();
    }
    if (manifest.face() != null) {
      check.face(manifest.face());
    }
    check.audio();
    check.words();
    if (manifest.fusion() != null) {
      check.rules.file("fusion.file", manifest.fusion().file(), manifest.files());
      new FusionCheck(manifest, check.rules).run();
    }
    check.heads();
  }

  private void identity() {
    rules.require(
        manifest.id() != null && manifest.id().matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}"),
        "id",
        "1 to 100 letters, digits, '.', '_' or '-'",
        manifest.id());
    rules.text("description", manifest.description());
    rules.text("licence", manifest.licence());
    rules.present("provenance", manifest.provenance());
  }

  private void grid() {
    Manifest.GridSpec grid = manifest.grid();
    if (rules.present("grid", grid)) {
      rules.range("grid.stepsPerSecond", grid.stepsPerSecond(), 1, 1000);
      rules.range("grid.halo", grid.halo(), 0, 10_000);
      rules.range("grid.segment", grid.segment(), 1, 10_000);
    }
  }

  private void face(Manifest.Face face) {
    rules.file("face.file", face.file(), manifest.files());
    if (rules.present("face.input", face.input())) {
      ImageCheck.input(face.input(), rules);
    }
    if (rules.present("face.crop", face.crop())) {
      ImageCheck.crop(face.crop(), rules);
    }
    if (face.outputs() != null) {
      face.outputs().forEach(this::faceOutput);
    }
  }

  private void faceOutput(String role, Tensor tensor) {
    String key = "face.outputs." + role;
    if (rules.oneOf(key, role, KnownParts.FACE_OUTPUTS) && rules.present(key, tensor)) {
      rules.text(key + ".name", tensor.name());
      rules.rows(key + ".shape", tensor.shape(), role.equals("tokens") ? 3 : 2);
    }
  }

  private void audio() {
    Manifest.Audio audio = manifest.audio();
    if (audio != null) {
      rules.same("audio.frontEnd", AudioFrontEnd.ID, audio.frontEnd());
      rules.same("audio.dimensions", AudioFrontEnd.DIMENSIONS, audio.dimensions());
    }
  }

  private void words() {
    if (manifest.words() != null) {
      new WordsCheck(manifest, rules).run();
    }
  }

  private void heads() {
    Manifest.Heads heads = manifest.heads();
    if (!rules.present("heads", heads)) {
      return;
    }
    Head expression = heads.expression();
    if (rules.present("heads.expression", expression)) {
      head("heads.expression", expression, Expression.class);
      rules.require(
          expression.thresholds() == null,
          "heads.expression.thresholds",
          "no such key, as the most probable class is taken",
          expression.thresholds());
      rules.require(
          expression.withheld() == null,
          "heads.expression.withheld",
          "no such key, as the most probable class is taken",
          expression.withheld());
    }
    if (expression != null && expression.certainty() != null) {
      rules.require(
          expression.graph() == HeadGraph.FUSION,
          "heads.expression.certainty",
          "no such key, or an expression head on the fusion graph",
          expression.certainty());
    }
    Head units = heads.actionUnits();
    if (units != null) {
      head("heads.actionUnits", units, ActionUnit.class);
      rules.require(
          units.certainty() == null,
          "heads.actionUnits.certainty",
          "no such key, as each unit has a threshold",
          units.certainty());
      thresholds(units);
      withheld(units);
      if (expression != null && units.graph() != HeadGraph.FACE) {
        rules.same("heads.actionUnits.graph", text(expression.graph()), text(units.graph()));
      }
    }
  }

  private void head(String key, Head head, Class<? extends Enum<?>> classes) {
    if (rules.known(key + ".graph", head.graph(), List.of(HeadGraph.values()))) {
      Object graph = head.graph() == HeadGraph.FACE ? manifest.face() : manifest.fusion();
      rules.require(
          graph != null,
          key + ".graph",
          "a graph of the bundle",
          head.graph() + ", a part the manifest does not have");
    }
    rules.text(key + ".output", head.output());
    rules.known(key + ".activation", head.activation(), List.of(Activation.values()));
    labels(key + ".labels", head.labels(), classes);
  }

  private static String text(HeadGraph graph) {
    return graph == null ? null : graph.toString();
  }

  private void labels(String key, List<String> labels, Class<? extends Enum<?>> classes) {
    if (!rules.require(labels != null && !labels.isEmpty(), key, "at least one label", labels)) {
      return;
    }
    List<String> symbols = Stream.of(classes.getEnumConstants()).map(Enum::name).toList();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < labels.size(); i++) {
      String label = labels.get(i);
      String at = "%s[%d]".formatted(key, i);
      if (rules.oneOf(at, label, symbols)) {
        rules.require(seen.add(label), at, "each label once", label + " again");
      }
    }
  }

  private void withheld(Head head) {
    if (head.withheld() == null || head.labels() == null) {
      return;
    }
    rules.require(
        head.labels().containsAll(head.withheld())
            && Set.copyOf(head.withheld()).size() == head.withheld().size(),
        "heads.actionUnits.withheld",
        "labels of the head, each once",
        head.withheld());
  }

  private void thresholds(Head head) {
    float[] thresholds = head.thresholds();
    if (thresholds == null || head.labels() == null) {
      return;
    }
    boolean holds = thresholds.length == head.labels().size();
    for (float threshold : thresholds) {
      holds &= threshold >= 0 && threshold <= 1;
    }
    rules.require(
        holds,
        "heads.actionUnits.thresholds",
        "%d numbers in [0, 1], one per label".formatted(head.labels().size()),
        thresholds);
  }
}
