package io.affectstream.training.detector;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.training.blocks.FaceDetectorNet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads faces from the network's outputs; of overlapping ones the best remains. */
public final class GridDecoder {

  private static final float SAME_FACE = 0.35f;

  private GridDecoder() {}

  /**
   * Faces of one image, best first.
   *
   * @param width columns of the image
   * @param height rows of the image
   * @param values outputs {@code [cells, 15]}, strides ascending
   * @param least lowest score
   */
  public static List<DetectedFace> faces(int width, int height, float[] values, float least) {
    Grid grid = Grid.of(width, height);
    List<DetectedFace> candidates = new ArrayList<>();
    for (int cell = 0; cell < grid.size(); cell++) {
      int at = cell * FaceDetectorNet.VALUES;
      float score = (float) (1 / (1 + Math.exp(-values[at])));
      if (score >= least) {
        candidates.add(
            new DetectedFace(
                Assignment.box(values, at, grid, cell), score, points(grid, values, at, cell)));
      }
    }
    candidates.sort(Comparator.comparing(DetectedFace::score).reversed());
    List<DetectedFace> kept = new ArrayList<>();
    for (DetectedFace face : candidates) {
      if (kept.stream().noneMatch(other -> other.box().iou(face.box()) > SAME_FACE)) {
        kept.add(face);
      }
    }
    return kept;
  }

  private static float[] points(Grid grid, float[] values, int at, int cell) {
    float[] points = new float[10];
    for (int i = 0; i < points.length; i++) {
      int origin = i % 2 == 0 ? grid.columns()[cell] : grid.rows()[cell];
      points[i] = (origin + values[at + 5 + i]) * grid.strides()[cell];
    }
    return points;
  }
}
