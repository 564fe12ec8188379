package io.affectstream.training.detector;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Composes images of a step: scenes cut, scaled, tilted and mirrored around one of their faces,
 * face crops close up or pasted into scenes without faces, scenes without faces, and places where
 * the network found a face that is none.
 */
final class SampleComposer {

  /** A place of a scene without faces where the network found one. */
  record FalseHit(Scene scene, FaceBox box) {}

  private static final double WITHOUT = 0.22;
  private static final double CROPS = 0.22;
  private static final double MOSAIC = 0.6;

  /** Canvases with a lesser {@code minFace} show what a search sees, others what a window sees. */
  private static final double SEARCHED = 0.2;

  private static final double OWN_SIZE = 0.3;
  private static final double WHOLE = 0.15;

  /** Share of the wanted sizes that are small, and between which sizes in pixels. */
  private static final double SMALL = 0.4;

  private static final double MIN_SMALL = 18;
  private static final double MAX_SMALL = 64;
  private static final int MOSAIC_SIDE = 160;
  private static final double MAX_ENLARGEMENT = 2.5;

  private final FacePicks faces;
  private final List<Scene> without;
  private final List<FaceCrop> crops;
  private final LightAndLens light;
  private volatile List<FalseHit> falseHits = List.of();

  SampleComposer(List<Scene> scenes, List<FaceCrop> crops, long seed) {
    opencv_core.setNumThreads(1);
    faces = new FacePicks(scenes);
    without =
        scenes.stream()
            .filter(scene -> scene.faces().isEmpty() && scene.ignored().isEmpty())
            .toList();
    this.crops = crops;
    light = new LightAndLens(seed);
  }

  /** Scenes in which there is nothing to find. */
  List<Scene> without() {
    return without;
  }

  /** Exchanges the places where the network is wrong. */
  void falseHits(List<FalseHit> hits) {
    falseHits = List.copyOf(hits);
  }

  /** Draws one image. */
  DetectorSample draw(DetectorTrainingConfig.Canvas shape, SplittableRandom random) {
    CanvasLabels labels = new CanvasLabels(shape);
    try (Mat canvas = new Mat(shape.height(), shape.width(), opencv_core.CV_8UC1)) {
      if (Math.min(shape.width(), shape.height()) >= MOSAIC_SIDE && random.nextDouble() < MOSAIC) {
        mosaic(canvas, shape, labels, random);
      } else {
        fill(canvas, shape, labels, random);
      }
      Occlusions.draw(canvas, labels.faces(), random);
      letterbox(canvas, labels, random);
      light.apply(canvas, random);
      byte[] pixels = new byte[shape.width() * shape.height()];
      try (BytePointer data = canvas.data()) {
        data.get(pixels);
      }
      return new DetectorSample(
          pixels, shape.width(), shape.height(), labels.faces(), labels.ignored());
    }
  }

  /** Four images of half the sides: more faces, and more around them, at the same cost. */
  private void mosaic(
      Mat canvas,
      DetectorTrainingConfig.Canvas shape,
      CanvasLabels labels,
      SplittableRandom random) {
    int width = shape.width() / 2;
    int height = shape.height() / 2;
    DetectorTrainingConfig.Canvas quarter =
        new DetectorTrainingConfig.Canvas(width, height, 1, 1, 0.1);
    for (int i = 0; i < 4; i++) {
      int left = i % 2 * width;
      int top = i / 2 * height;
      CanvasLabels part = new CanvasLabels(quarter);
      try (Mat drawn = new Mat(height, width, opencv_core.CV_8UC1);
          Rect place = new Rect(left, top, width, height);
          Mat view = canvas.apply(place)) {
        fill(drawn, quarter, part, random);
        drawn.copyTo(view);
      }
      labels.add(part, left, top);
    }
  }

  private void fill(
      Mat canvas,
      DetectorTrainingConfig.Canvas shape,
      CanvasLabels labels,
      SplittableRandom random) {
    double kind = random.nextDouble();
    if (kind < WITHOUT) {
      background(canvas, shape, random);
    } else if (kind < WITHOUT + CROPS && !crops.isEmpty()) {
      cropped(canvas, shape, labels, random);
    } else {
      scene(canvas, shape, labels, random);
    }
  }

  private void scene(
      Mat canvas,
      DetectorTrainingConfig.Canvas shape,
      CanvasLabels labels,
      SplittableRandom random) {
    FacePicks.Pick pick = faces.draw(random);
    Scene scene = pick.scene();
    double scale = scale(scene, Faces.size(pick.face().box()), shape, random);
    Placement placement = around(pick.face().box(), scale, shape, random);
    try (Mat source = scene.image().toMat()) {
      placement.draw(source, canvas, edge(random), random.nextInt(256));
    }
    scene.faces().forEach(each -> labels.add(placement.of(each)));
    scene.ignored().forEach(box -> labels.ignore(placement.of(box)));
  }

  /** Face of a wanted size, or a cut at about the scene's own size, or about the whole scene. */
  private static double scale(
      Scene scene, double size, DetectorTrainingConfig.Canvas shape, SplittableRandom random) {
    double kind = shape.minFace() < SEARCHED ? random.nextDouble() : 1;
    double own = LightAndLens.between(0.75, 1.3, random);
    if (kind < OWN_SIZE) {
      double largest = 0.9 * Math.min(shape.width(), shape.height()) / size;
      return Math.min(own, largest);
    }
    if (kind < OWN_SIZE + WHOLE) {
      return own
          * Math.min(
              (double) shape.width() / scene.image().width(),
              (double) shape.height() / scene.image().height());
    }
    return Math.min(MAX_ENLARGEMENT, wantedSize(shape, random) / size);
  }

  private static double wantedSize(DetectorTrainingConfig.Canvas shape, SplittableRandom random) {
    double side = Math.min(shape.width(), shape.height());
    if (shape.minFace() < SEARCHED && random.nextDouble() < SMALL) {
      return LightAndLens.between(MIN_SMALL, MAX_SMALL, random);
    }
    double least = Math.max(12, shape.minFace() * side);
    return LightAndLens.between(least, 1.05 * side, random);
  }

  /** A placement that puts a face somewhere on the canvas, large ones nearer to the middle. */
  private static Placement around(
      FaceBox box, double scale, DetectorTrainingConfig.Canvas shape, SplittableRandom random) {
    double size = Faces.size(box) * scale;
    return new Placement(
        box.x() + box.width() / 2.0,
        box.y() + box.height() / 2.0,
        along(shape.width(), size, random),
        along(shape.height(), size, random),
        scale,
        angle(random),
        random.nextBoolean());
  }

  private static double along(int side, double size, SplittableRandom random) {
    double room = Math.max(0.12 * side, side - 0.7 * size);
    return side / 2.0 + (random.nextDouble() - 0.5) * room;
  }

  private static double angle(SplittableRandom random) {
    double draw = random.nextDouble();
    double most = draw < 0.4 ? 8 : draw < 0.75 ? 35 : 62;
    return Math.toRadians((2 * random.nextDouble() - 1) * most);
  }

  private static int edge(SplittableRandom random) {
    return random.nextDouble() < 0.3 ? opencv_core.BORDER_REPLICATE : opencv_core.BORDER_CONSTANT;
  }

  private void background(
      Mat canvas, DetectorTrainingConfig.Canvas shape, SplittableRandom random) {
    List<FalseHit> hits = falseHits;
    if (!hits.isEmpty() && random.nextDouble() < 0.5) {
      FalseHit hit = hits.get(random.nextInt(hits.size()));
      double scale = wantedSize(shape, random) / Faces.size(hit.box());
      scale = random.nextDouble() < 0.5 && shape.minFace() < SEARCHED ? 1 : scale;
      draw(hit.scene(), around(hit.box(), Math.min(MAX_ENLARGEMENT, scale), shape, random), canvas);
      return;
    }
    Scene scene = without.get(random.nextInt(without.size()));
    double fit =
        Math.max(
            (double) shape.width() / scene.image().width(),
            (double) shape.height() / scene.image().height());
    double scale = fit * LightAndLens.between(0.8, 3, random);
    Placement placement =
        new Placement(
            scene.image().width() * random.nextDouble(),
            scene.image().height() * random.nextDouble(),
            shape.width() / 2.0,
            shape.height() / 2.0,
            Math.min(MAX_ENLARGEMENT, scale),
            angle(random) / 2,
            random.nextBoolean());
    draw(scene, placement, canvas);
  }

  private static void draw(Scene scene, Placement placement, Mat canvas) {
    try (Mat source = scene.image().toMat()) {
      placement.draw(source, canvas, opencv_core.BORDER_CONSTANT, 0);
    }
  }

  /** A crop close up, its edges continued, or one to three of them on a background. */
  private void cropped(
      Mat canvas,
      DetectorTrainingConfig.Canvas shape,
      CanvasLabels labels,
      SplittableRandom random) {
    if (random.nextDouble() < 0.4) {
      FaceCrop crop = crops.get(random.nextInt(crops.size()));
      double side = Math.min(shape.width(), shape.height());
      double wanted = LightAndLens.between(0.35 * side, 1.1 * side, random);
      Placement placement =
          around(crop.face().box(), wanted / Faces.size(crop.face().box()), shape, random);
      try (Mat source = crop.image().toMat()) {
        placement.draw(source, canvas, opencv_core.BORDER_REPLICATE, 0);
      }
      labels.add(placement.of(crop.face()));
      return;
    }
    background(canvas, shape, random);
    int count = shape.minFace() < SEARCHED ? 1 + random.nextInt(3) : 1;
    for (int i = 0; i < count; i++) {
      paste(canvas, shape, labels, random);
    }
  }

  private void paste(
      Mat canvas,
      DetectorTrainingConfig.Canvas shape,
      CanvasLabels labels,
      SplittableRandom random) {
    FaceCrop crop = crops.get(random.nextInt(crops.size()));
    double size = Math.min(wantedSize(shape, random), 1.4 * Faces.size(crop.face().box()));
    Placement placement =
        around(crop.face().box(), size / Faces.size(crop.face().box()), shape, random);
    DetectedFace face = placement.of(crop.face());
    if (labels.faces().stream().anyMatch(other -> other.box().iou(face.box()) > 0.02)) {
      return;
    }
    SoftPaste.draw(crop.image(), placement, canvas);
    labels.add(face);
  }

  private static void letterbox(Mat canvas, CanvasLabels labels, SplittableRandom random) {
    if (canvas.rows() < 160 || random.nextDouble() >= 0.1) {
      return;
    }
    int bar = (int) (canvas.rows() * (0.05 + 0.12 * random.nextDouble()));
    try (Rect top = new Rect(0, 0, canvas.cols(), bar);
        Rect bottom = new Rect(0, canvas.rows() - bar, canvas.cols(), bar);
        Scalar black = new Scalar(random.nextInt(20))) {
      opencv_imgproc.rectangle(canvas, top, black, opencv_imgproc.FILLED, 8, 0);
      opencv_imgproc.rectangle(canvas, bottom, black, opencv_imgproc.FILLED, 8, 0);
    }
    labels.within(bar, canvas.rows() - bar);
  }
}
