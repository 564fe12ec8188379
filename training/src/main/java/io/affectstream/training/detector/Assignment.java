package io.affectstream.training.detector;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.training.blocks.FaceDetectorNet;
import java.util.Arrays;
import java.util.List;

/**
 * Assigns cells to faces by the network's current predictions (SimOTA: Ge et al. 2021, "YOLOX",
 * 2.1): a face takes the cells whose prediction costs least, as many as the sum of its ten best
 * overlaps.
 */
final class Assignment {

  /** Marks a cell of the background. */
  static final int BACKGROUND = -1;

  /** Marks a cell without loss. */
  static final int IGNORED = -2;

  private static final int BEST = 10;
  private static final double OVERLAP_COST = 3;
  private static final double CENTRE = 1.5;

  /** Sizes of faces in strides that a head may detect. */
  private static final double MIN_STRIDES = 1;

  private static final double MAX_STRIDES = 12;
  private static final double NEVER = Double.POSITIVE_INFINITY;
  private static final double TINY = 1e-6;

  private final int[] faces;
  private final float[] overlaps;

  private Assignment(int cells) {
    faces = new int[cells];
    overlaps = new float[cells];
    Arrays.fill(faces, BACKGROUND);
  }

  /** Index of the cell's face, {@link #BACKGROUND} or {@link #IGNORED}. */
  int face(int cell) {
    return faces[cell];
  }

  /** Overlap (IoU) of the cell's prediction with its face. */
  float overlap(int cell) {
    return overlaps[cell];
  }

  /**
   * Assigns the cells of one image.
   *
   * @param values the network's outputs {@code [cells, 15]}
   * @param offset index of the image's first cell
   */
  static Assignment of(DetectorSample sample, Grid grid, float[] values, int offset) {
    Assignment assignment = new Assignment(grid.size());
    for (FaceBox box : sample.ignored()) {
      assignment.ignore(box, grid);
    }
    double[] lowest = new double[grid.size()];
    Arrays.fill(lowest, NEVER);
    List<DetectedFace> targets = sample.faces();
    for (int i = 0; i < targets.size(); i++) {
      assignment.take(i, targets.get(i).box(), grid, values, offset, lowest);
    }
    return assignment;
  }

  private void ignore(FaceBox box, Grid grid) {
    for (int cell = 0; cell < grid.size(); cell++) {
      float stride = grid.strides()[cell];
      float x = (grid.columns()[cell] + 0.5f) * stride;
      float y = (grid.rows()[cell] + 0.5f) * stride;
      float margin = stride / 2;
      if (x > box.x() - margin
          && x < box.x() + box.width() + margin
          && y > box.y() - margin
          && y < box.y() + box.height() + margin) {
        faces[cell] = IGNORED;
      }
    }
  }

  private void take(int face, FaceBox box, Grid grid, float[] values, int offset, double[] lowest) {
    double[] costs = new double[grid.size()];
    float[] ious = new float[grid.size()];
    float[] best = new float[BEST];
    for (int cell = 0; cell < grid.size(); cell++) {
      costs[cell] = NEVER;
      double distance = distance(box, grid, cell);
      if (Double.isFinite(distance)) {
        int at = offset + cell * FaceDetectorNet.VALUES;
        ious[cell] = box(values, at, grid, cell).iou(box);
        double logit = values[at];
        costs[cell] =
            Math.log1p(Math.exp(-logit))
                - OVERLAP_COST * Math.log(ious[cell] + TINY)
                + distance * distance;
        keep(best, ious[cell]);
      }
    }
    float sum = 0;
    for (float iou : best) {
      sum += iou;
    }
    for (int k = Math.max(1, Math.round(sum)); k > 0; k--) {
      int cheapest = cheapest(costs);
      if (cheapest < 0) {
        return;
      }
      if (costs[cheapest] < lowest[cheapest]) {
        lowest[cheapest] = costs[cheapest];
        faces[cheapest] = face;
        overlaps[cheapest] = ious[cheapest];
      }
      costs[cheapest] = NEVER;
    }
  }

  /**
   * Distance of a cell from a face's centre in strides beyond the near ones; infinite: not
   * assignable.
   */
  private static double distance(FaceBox box, Grid grid, int cell) {
    double stride = grid.strides()[cell];
    double size = Faces.size(box) / stride;
    double x = (grid.columns()[cell] + 0.5) - (box.x() + box.width() / 2) / stride;
    double y = (grid.rows()[cell] + 0.5) - (box.y() + box.height() / 2) / stride;
    double far = Math.max(Math.abs(x), Math.abs(y));
    boolean inside =
        Math.abs(x) * stride < 0.4 * box.width() && Math.abs(y) * stride < 0.4 * box.height();
    boolean mine = size >= MIN_STRIDES && (size <= MAX_STRIDES || stride == 32);
    boolean candidate = mine && (far < 1 || inside);
    return candidate ? Math.max(0, far - CENTRE) : NEVER;
  }

  /** The predicted box in pixels. */
  static FaceBox box(float[] values, int at, Grid grid, int cell) {
    float stride = grid.strides()[cell];
    float width = stride * (float) Math.exp(Math.min(6, values[at + 3]));
    float height = stride * (float) Math.exp(Math.min(6, values[at + 4]));
    float x = (grid.columns()[cell] + values[at + 1]) * stride;
    float y = (grid.rows()[cell] + values[at + 2]) * stride;
    return new FaceBox(x - width / 2, y - height / 2, width, height);
  }

  private static void keep(float[] best, float value) {
    int least = 0;
    for (int i = 1; i < best.length; i++) {
      least = best[i] < best[least] ? i : least;
    }
    best[least] = Math.max(best[least], value);
  }

  private static int cheapest(double[] costs) {
    int cheapest = -1;
    for (int i = 0; i < costs.length; i++) {
      if (costs[i] < NEVER && (cheapest < 0 || costs[i] < costs[cheapest])) {
        cheapest = i;
      }
    }
    return cheapest;
  }
}
