package io.affectstream.inference.bundle;

import io.affectstream.schemas.bundle.DetectorKind;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.Manifest.Detector;
import io.affectstream.schemas.bundle.Manifest.Grid;
import java.util.List;

/** Checks the detector's part of a manifest. */
final class DetectorCheck {

  private static final int MAX_SIDE = 8192;
  private static final int MAX_WINDOW = 512;
  private static final int MAX_STRIDE = 128;

  private final Manifest manifest;
  private final Detector detector;
  private final Rules rules;

  DetectorCheck(Manifest manifest, Rules rules) {
    this.manifest = manifest;
    this.detector = manifest.detector();
    this.rules = rules;
  }

  void run() {
    rules.file("detector.file", detector.file(), manifest.files());
    rules.share("detector.scoreThreshold", detector.scoreThreshold());
    rules.share("detector.nmsThreshold", detector.nmsThreshold());
    rules.range("detector.maxSide", detector.maxSide(), 32, MAX_SIDE);
    if (!rules.known("detector.kind", detector.kind(), List.of(DetectorKind.values()))) {
      return;
    }
    if (detector.kind() != DetectorKind.GRID) {
      rules.require(
          detector.grid() == null,
          "detector.grid",
          "no such key, as the detector is of kind '%s'".formatted(detector.kind()),
          detector.grid());
    } else if (rules.present("detector.grid", detector.grid())) {
      grid(detector.grid());
    }
  }

  private void grid(Grid grid) {
    rules.text("detector.grid.input", grid.input());
    rules.text("detector.grid.scores", grid.scores());
    rules.text("detector.grid.boxes", grid.boxes());
    rules.text("detector.grid.points", grid.points());
    rules.range("detector.grid.minFace", grid.minFace(), 1, detector.maxSide());
    rules.require(
        grid.followThreshold() > 0 && grid.followThreshold() <= detector.scoreThreshold(),
        "detector.grid.followThreshold",
        "a number above 0 and at most detector.scoreThreshold",
        grid.followThreshold());
    rules.require(
        grid.smallThreshold() >= detector.scoreThreshold() && grid.smallThreshold() <= 1,
        "detector.grid.smallThreshold",
        "a number from detector.scoreThreshold to 1",
        grid.smallThreshold());
    boolean strides =
        rules.require(
            ascending(grid.strides()),
            "detector.grid.strides",
            "ascending numbers from 1 to %d, each a multiple of the one before"
                .formatted(MAX_STRIDE),
            grid.strides());
    if (strides) {
      int largest = grid.strides()[grid.strides().length - 1];
      rules.require(
          grid.window() >= largest && grid.window() <= MAX_WINDOW && grid.window() % largest == 0,
          "detector.grid.window",
          "a multiple of the largest stride, %d to %d".formatted(largest, MAX_WINDOW),
          grid.window());
    }
  }

  private static boolean ascending(int[] strides) {
    boolean holds = strides != null && strides.length > 0;
    int before = 1;
    for (int i = 0; holds && i < strides.length; i++) {
      holds =
          strides[i] >= before
              && strides[i] <= MAX_STRIDE
              && strides[i] % before == 0
              && (i == 0 || strides[i] > before);
      before = strides[i];
    }
    return holds;
  }
}
