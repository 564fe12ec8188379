package io.affectstream.features.vision;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Decodes the output of a {@link GridNet} for one image: returns cells at or above a score and
 * drops those that overlap a better one. Reuses its memory. Not thread-safe.
 */
final class GridCandidates {

  private static final int BOX = 4;
  private static final int POINTS = 10;
  private static final int FACE = BOX + POINTS;
  private static final int INITIAL = 64;

  private final float sameFace;
  private float[] scores = new float[INITIAL];
  private float[] faces = new float[INITIAL * FACE];
  private int[] order = new int[INITIAL];
  private int count;

  /** All scores of one image and level: one read of native memory instead of one per cell. */
  private float[] grid = new float[0];

  /**
   * @param sameFace overlap (IoU) above which the weaker of two candidates is dropped
   */
  GridCandidates(float sameFace) {
    this.sameFace = sameFace;
  }

  /**
   * The faces of an image, best first, in pixels of that image.
   *
   * @param levels output of the net
   * @param image index of the image
   * @param shape of the images
   * @param threshold min score
   */
  List<DetectedFace> read(
      List<GridNet.Level> levels, int image, GridImages.Shape shape, float threshold) {
    count = 0;
    for (GridNet.Level level : levels) {
      int columns = shape.width() / level.stride();
      int cells = columns * (shape.height() / level.stride());
      if (grid.length < cells) {
        grid = new float[cells];
      }
      level.scores().get(image * cells, grid, 0, cells);
      for (int i = 0; i < cells; i++) {
        if (grid[i] >= threshold) {
          add(level, image * cells + i, i % columns, i / columns, grid[i]);
        }
      }
    }
    return distinct();
  }

  private void add(GridNet.Level level, int at, int column, int row, float score) {
    if (count == scores.length) {
      scores = Arrays.copyOf(scores, 2 * count);
      order = Arrays.copyOf(order, 2 * count);
      faces = Arrays.copyOf(faces, 2 * count * FACE);
    }
    FloatBuffer box = level.boxes();
    int stride = level.stride();
    float width = (float) Math.exp(box.get(BOX * at + 2)) * stride;
    float height = (float) Math.exp(box.get(BOX * at + 3)) * stride;
    int out = count * FACE;
    faces[out] = (column + box.get(BOX * at)) * stride - width / 2;
    faces[out + 1] = (row + box.get(BOX * at + 1)) * stride - height / 2;
    faces[out + 2] = width;
    faces[out + 3] = height;
    for (int i = 0; i < POINTS; i++) {
      int cell = i % 2 == 0 ? column : row;
      faces[out + BOX + i] = (cell + level.points().get(POINTS * at + i)) * stride;
    }
    if (isFinite(out)) {
      scores[count++] = score;
    }
  }

  private boolean isFinite(int from) {
    float sum = faces[from + 2] * faces[from + 3];
    for (int i = from; i < from + FACE; i++) {
      sum += faces[i];
    }
    return Float.isFinite(sum);
  }

  private List<DetectedFace> distinct() {
    sort();
    List<DetectedFace> kept = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      FaceBox box = box(order[i]);
      if (!overlaps(box, kept)) {
        int points = order[i] * FACE + BOX;
        kept.add(
            new DetectedFace(
                box,
                Math.min(1, scores[order[i]]),
                Arrays.copyOfRange(faces, points, points + POINTS)));
      }
    }
    return kept;
  }

  private FaceBox box(int candidate) {
    int at = candidate * FACE;
    return new FaceBox(faces[at], faces[at + 1], faces[at + 2], faces[at + 3]);
  }

  private boolean overlaps(FaceBox box, List<DetectedFace> kept) {
    for (DetectedFace face : kept) {
      if (face.box().iou(box) > sameFace) {
        return true;
      }
    }
    return false;
  }

  /** Best first, equal scores by cell; insertion sort, because a face has few candidates. */
  private void sort() {
    for (int i = 0; i < count; i++) {
      int at = i;
      while (at > 0 && scores[order[at - 1]] < scores[i]) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = i;
    }
  }
}
