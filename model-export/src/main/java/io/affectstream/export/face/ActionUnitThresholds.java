package io.affectstream.export.face;

import io.affectstream.schemas.ActionUnit;
import io.affectstream.training.data.ActionUnitTable;
import io.affectstream.training.data.Columns;
import io.affectstream.training.data.FaceImages;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Thresholds of the action unit head, and its agreement with the teacher. A unit counts as active
 * for the teacher if its normalised estimate is at least {@value #ACTIVE}.
 */
public final class ActionUnitThresholds {

  /** Minimum normalised estimate of an active unit. */
  public static final float ACTIVE = 0.5f;

  /** Minimum F1 of a unit that is reported as active or not. */
  public static final double RELIABLE = 0.4;

  private static final int STEPS = 19;

  private final FaceImages faces;
  private final FaceOutputs outputs;
  private final ActionUnitTable teacher;

  /**
   * Compares the head with the teacher.
   *
   * @param faces images
   * @param outputs of the graph on them
   * @param teacher normalised estimates
   */
  public ActionUnitThresholds(FaceImages faces, FaceOutputs outputs, ActionUnitTable teacher) {
    this.faces = faces;
    this.outputs = outputs;
    this.teacher = teacher;
  }

  /** Per unit, the threshold, a multiple of 0.05, with the maximum F1. */
  public float[] best() {
    float[] best = new float[ActionUnit.values().length];
    for (int unit = 0; unit < best.length; unit++) {
      double greatest = -1;
      for (int step = 1; step <= STEPS; step++) {
        float threshold = step / (STEPS + 1f);
        double f1 = f1(unit, threshold);
        if (f1 > greatest) {
          greatest = f1;
          best[unit] = threshold;
        }
      }
    }
    return best;
  }

  /** F1 of a unit at a threshold on the probability; 0 if it is never active. */
  public double f1(int unit, float threshold) {
    int both = 0;
    int either = 0;
    for (int i = 0; i < faces.size(); i++) {
      Optional<float[]> truth = teacher.of(faces.names().get(i));
      if (truth.isPresent()) {
        boolean active = truth.get()[unit] >= ACTIVE;
        boolean predicted = 1 / (1 + Math.exp(-outputs.actionUnits()[i][unit])) >= threshold;
        both += active && predicted ? 1 : 0;
        either += (active ? 1 : 0) + (predicted ? 1 : 0);
      }
    }
    return either == 0 ? 0 : 2.0 * both / either;
  }

  /**
   * Units that agree with the teacher with an F1 below {@value #RELIABLE}.
   *
   * @param thresholds per unit
   */
  public List<ActionUnit> unreliable(float[] thresholds) {
    return Arrays.stream(ActionUnit.values())
        .filter(unit -> f1(Columns.of(unit), thresholds[Columns.of(unit)]) < RELIABLE)
        .toList();
  }

  /** Share of the images in which a unit is active for the teacher. */
  public double prevalence(int unit) {
    int active = 0;
    int seen = 0;
    for (String name : faces.names()) {
      Optional<float[]> truth = teacher.of(name);
      if (truth.isPresent()) {
        seen++;
        active += truth.get()[unit] >= ACTIVE ? 1 : 0;
      }
    }
    return seen == 0 ? 0 : active / (double) seen;
  }
}
