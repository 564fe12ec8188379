package io.affectstream.training.teacher;

import io.affectstream.schemas.ActionUnit;
import io.affectstream.training.data.ActionUnitTable;
import io.affectstream.training.data.Columns;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Scores of the twelve action units from the teacher's measures. The correspondence of blendshapes
 * follows M. Ozel's "ARKit to FACS cheat sheet"; left and right are averaged. AU6 is a proxy,
 * because the teacher's {@code cheekSquint} stays below 1e-5 on every image: the geometric mean of
 * lid tightening and smile. For units that blendshapes represent poorly, the geometry of the mesh
 * is used too: AU10, AU15, AU23, AU24.
 *
 * <p>Every measure is scaled to [0, 1] over the images of the table: blendshapes by their 99th
 * percentile, distances from their median to their 99th (or 1st) percentile.
 */
final class TeacherActionUnits {

  private static final double TOP = 0.99;

  private final TeacherTable table;
  private final Map<String, float[]> ranges = new HashMap<>();

  TeacherActionUnits(TeacherTable table) {
    this.table = table;
  }

  /** Scores in [0, 1] of every image. */
  ActionUnitTable table() {
    Map<String, float[]> rows = new LinkedHashMap<>();
    table
        .rows()
        .forEach(
            (name, row) -> rows.put(name, row.length == 0 ? ActionUnitTable.UNKNOWN : scores(row)));
    return new ActionUnitTable(rows).normalised();
  }

  private float[] scores(float[] row) {
    float[] units = new float[ActionUnit.values().length];
    for (ActionUnit unit : ActionUnit.values()) {
      units[Columns.of(unit)] = (float) score(unit, row);
    }
    return units;
  }

  private double score(ActionUnit unit, float[] row) {
    return switch (unit) {
      case AU1 -> shape("browInnerUp", row);
      case AU2 -> pair("browOuterUp", row);
      case AU4 -> pair("browDown", row);
      case AU6 -> Math.sqrt(pair("eyeSquint", row) * pair("mouthSmile", row));
      case AU7 -> pair("eyeSquint", row);
      case AU10 -> upperLipRaised(row);
      case AU12 -> pair("mouthSmile", row);
      case AU15 -> closed(row) * (pair("mouthFrown", row) + above("cornerDrop", row)) / 2;
      case AU23 -> (lipsRolledIn(row) + lipsThin(row)) / 2 * narrow(row);
      case AU24 -> closed(row) * (pair("mouthPress", row) + lipsThin(row)) / 2;
      case AU25 ->
          Math.max(
              shape("jawOpen", row),
              Math.max(pair("mouthLowerDown", row), pair("mouthUpperUp", row)));
      case AU26 -> shape("jawOpen", row);
    };
  }

  /** Upper lip raised, by itself or with a wrinkled nose, rather than by a smile. */
  private double upperLipRaised(float[] row) {
    double lip = (pair("mouthUpperUp", row) + below("noseToLip", row)) / 2;
    double wrinkled = Math.max(pair("noseSneer", row), below("eyesToNostrils", row));
    return Math.max(lip * (1 - pair("mouthSmile", row)), Math.sqrt(lip * wrinkled));
  }

  private double lipsRolledIn(float[] row) {
    return (shape("mouthRollLower", row) + shape("mouthRollUpper", row)) / 2;
  }

  private double lipsThin(float[] row) {
    return (below("upperLipHeight", row) + below("lowerLipHeight", row)) / 2;
  }

  /** 1 for a mouth no wider than usual, 0 for a very wide one: a smile thins lips as well. */
  private double narrow(float[] row) {
    return 1 - above("mouthWidth", row);
  }

  /** 1 for closed lips, 0 for open ones. */
  private double closed(float[] row) {
    return 1 - Math.min(1, 2 * above("lipOpening", row));
  }

  private double pair(String name, float[] row) {
    return (shape(name + "Left", row) + shape(name + "Right", row)) / 2;
  }

  private double shape(String name, float[] row) {
    return share(value(name, row), 0, range(name)[2]);
  }

  private double above(String name, float[] row) {
    return share(value(name, row), range(name)[1], range(name)[2]);
  }

  private double below(String name, float[] row) {
    return share(value(name, row), range(name)[1], range(name)[0]);
  }

  private static double share(double value, double none, double full) {
    return full == none ? 0 : Math.min(1, Math.max(0, (value - none) / (full - none)));
  }

  private double value(String name, float[] row) {
    int index = table.columns().indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "teacher: expected a measure named '%s', found %s".formatted(name, table.columns()));
    }
    return row[index];
  }

  /** First percentile, median and 99th percentile of a measure. */
  private float[] range(String name) {
    return ranges.computeIfAbsent(
        name,
        key -> {
          double[] sorted = table.sorted(key);
          return new float[] {at(sorted, 1 - TOP), at(sorted, 0.5), at(sorted, TOP)};
        });
  }

  private static float at(double[] sorted, double share) {
    return sorted.length == 0 ? 0 : (float) sorted[(int) (share * (sorted.length - 1))];
  }
}
