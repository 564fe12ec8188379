package io.affectstream.training.detector;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.training.blocks.FaceDetectorNet;

/**
 * Targets and weights of a step's loss, one entry per cell of every image. The score's target is
 * the root of the overlap that the assigned cell has now, weighted by the squared distance from it
 * (quality focal loss: Li et al. 2020); weights of all parts are divided by the number of assigned
 * cells.
 *
 * @param score {@code [n, cells]}
 * @param scoreWeight {@code [n, cells]}
 * @param box {@code [n, cells, 4]} left, top, right, bottom in strides from the cell
 * @param points {@code [n, cells, 10]} in strides from the cell
 * @param pointWeight {@code [n, cells]} strides per size of the face
 * @param assigned {@code [n, cells]} 1 / number of assigned cells where assigned, else 0
 */
record DetectorTargets(
    float[] score,
    float[] scoreWeight,
    float[] box,
    float[] points,
    float[] pointWeight,
    float[] assigned) {

  private static final int BOX = 4;
  private static final int POINTS = 10;

  /** Targets for the network's present outputs {@code [n, cells, 15]}. */
  static DetectorTargets of(DetectorBatch batch, Grid grid, float[] values) {
    int cells = grid.size();
    int n = batch.samples().size();
    DetectorTargets targets =
        new DetectorTargets(
            new float[n * cells],
            new float[n * cells],
            new float[n * cells * BOX],
            new float[n * cells * POINTS],
            new float[n * cells],
            new float[n * cells]);
    int count = 0;
    for (int row = 0; row < n; row++) {
      DetectorSample sample = batch.samples().get(row);
      int offset = row * cells * FaceDetectorNet.VALUES;
      Assignment assignment = Assignment.of(sample, grid, values, offset);
      for (int cell = 0; cell < cells; cell++) {
        count += targets.fill(row * cells + cell, cell, sample, assignment, grid) ? 1 : 0;
      }
    }
    targets.weigh(values, Math.max(1, count));
    return targets;
  }

  private boolean fill(int at, int cell, DetectorSample sample, Assignment assignment, Grid grid) {
    int index = assignment.face(cell);
    scoreWeight[at] = index == Assignment.IGNORED ? 0 : 1;
    if (index < 0) {
      return false;
    }
    score[at] = (float) Math.sqrt(assignment.overlap(cell));
    assigned[at] = 1;
    DetectedFace face = sample.faces().get(index);
    FaceBox target = face.box();
    float stride = grid.strides()[cell];
    float column = grid.columns()[cell];
    float row = grid.rows()[cell];
    box[at * BOX] = target.x() / stride - column;
    box[at * BOX + 1] = target.y() / stride - row;
    box[at * BOX + 2] = (target.x() + target.width()) / stride - column;
    box[at * BOX + 3] = (target.y() + target.height()) / stride - row;
    for (int i = 0; i < POINTS; i++) {
      points[at * POINTS + i] = face.landmarks()[i] / stride - (i % 2 == 0 ? column : row);
    }
    pointWeight[at] = (float) (stride / Faces.size(target));
    return true;
  }

  private void weigh(float[] values, int count) {
    for (int at = 0; at < score.length; at++) {
      double p = 1 / (1 + Math.exp(-values[at * FaceDetectorNet.VALUES]));
      scoreWeight[at] *= (float) ((score[at] - p) * (score[at] - p) / count);
      assigned[at] /= count;
    }
  }
}
