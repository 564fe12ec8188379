package io.affectstream.app.cli;

import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.schemas.bundle.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A bundle in a few lines. */
final class BundleText {

  private final List<String> lines = new ArrayList<>();

  private BundleText() {}

  static String of(ModelBundle bundle) {
    BundleText text = new BundleText();
    Manifest manifest = bundle.manifest();
    text.add("bundle", bundle.identity());
    text.add("description", manifest.description());
    text.add("licence", manifest.licence());
    text.grid(manifest.grid());
    text.parts(manifest);
    text.head("expressions", manifest.heads().expression());
    text.head("action units", manifest.heads().actionUnits());
    text.provenance(manifest.provenance());
    text.files(manifest.files());
    return String.join(System.lineSeparator(), text.lines);
  }

  private void add(String name, Object value) {
    if (value != null) {
      lines.add("%-13s %s".formatted(name, value));
    }
  }

  private void grid(Manifest.GridSpec grid) {
    if (grid != null) {
      add(
          "grid",
          "%d steps/s, %d to each side, segments of %d"
              .formatted(grid.stepsPerSecond(), grid.halo(), grid.segment()));
    }
  }

  private void parts(Manifest manifest) {
    Manifest.Detector detector = manifest.detector();
    add(
        "detector",
        detector == null ? "built-in" : "%s, %s".formatted(detector.kind(), detector.file()));
    Manifest.Face face = manifest.face();
    add(
        "face",
        face == null
            ? "none: faces are not used"
            : "%d x %d %s, crop %s"
                .formatted(
                    face.input().width(),
                    face.input().height(),
                    face.input().colour(),
                    face.crop().alignment()));
    add("voice", manifest.audio() == null ? "none" : manifest.audio().frontEnd());
    add(
        "words",
        manifest.words() == null
            ? "none"
            : manifest.words().encoder() + ", " + manifest.words().mode());
    add("fusion", manifest.fusion() == null ? "none" : "memory " + manifest.fusion().memory());
  }

  private void head(String name, Manifest.Head head) {
    add(
        name,
        head == null
            ? "none"
            : "%s (%s graph)".formatted(String.join(" ", head.labels()), head.graph()));
  }

  private void provenance(Manifest.Provenance provenance) {
    if (provenance == null) {
      return;
    }
    add("data", provenance.data() == null ? null : String.join(", ", provenance.data().keySet()));
    add("commit", provenance.commit());
    add("tolerance", provenance.tolerance());
    if (provenance.metrics() != null) {
      new TreeMap<>(provenance.metrics())
          .forEach((name, value) -> add("metric", name + " " + value));
    }
    add("note", provenance.note());
  }

  private void files(Map<String, Manifest.FileEntry> files) {
    new TreeMap<>(files)
        .forEach(
            (name, file) ->
                add(
                    "file",
                    "%s, %d bytes, %s, sha256 %s"
                        .formatted(name, file.bytes(), file.licence(), file.sha256())));
  }
}
