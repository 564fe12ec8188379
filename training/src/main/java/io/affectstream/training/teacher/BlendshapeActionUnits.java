package io.affectstream.training.teacher;

import io.affectstream.schemas.ActionUnit;
import io.affectstream.training.data.Columns;
import java.util.List;

/**
 * Scores of the twelve action units from 52 blendshapes. The correspondence follows M. Ozel's
 * "ARKit to FACS cheat sheet" where a blendshape has a FACS counterpart. Two units have none that
 * serves and are proxies: AU6, because the teacher's {@code cheekSquint} stays below 1e-5 on every
 * picture, is the geometric mean of lid tightening and smile (a smile that reaches the eyes); AU23
 * is the rolling-in of the lips. A pair left and right counts with its mean.
 */
public final class BlendshapeActionUnits {

  private final List<String> names;

  /** A map for scores in the order of these names. */
  public BlendshapeActionUnits(List<String> names) {
    this.names = List.copyOf(names);
  }

  /**
   * Twelve scores in [0, 1], in the order of {@link ActionUnit}.
   *
   * @param scores 52 blendshapes
   * @throws IllegalArgumentException if a blendshape is missing
   */
  public float[] scores(float[] scores) {
    float[] units = new float[ActionUnit.values().length];
    for (ActionUnit unit : ActionUnit.values()) {
      units[Columns.of(unit)] = score(unit, scores);
    }
    return units;
  }

  private float score(ActionUnit unit, float[] scores) {
    return switch (unit) {
      case AU1 -> at("browInnerUp", scores);
      case AU2 -> pair("browOuterUp", scores);
      case AU4 -> pair("browDown", scores);
      case AU6 -> (float) Math.sqrt(pair("eyeSquint", scores) * pair("mouthSmile", scores));
      case AU7 -> pair("eyeSquint", scores);
      case AU10 -> pair("mouthUpperUp", scores);
      case AU12 -> pair("mouthSmile", scores);
      case AU15 -> pair("mouthFrown", scores);
      case AU23 -> (at("mouthRollLower", scores) + at("mouthRollUpper", scores)) / 2;
      case AU24 -> pair("mouthPress", scores);
      case AU25 ->
          Math.max(
              at("jawOpen", scores),
              Math.max(pair("mouthLowerDown", scores), pair("mouthUpperUp", scores)));
      case AU26 -> at("jawOpen", scores);
    };
  }

  private float pair(String name, float[] scores) {
    return (at(name + "Left", scores) + at(name + "Right", scores)) / 2;
  }

  private float at(String name, float[] scores) {
    int index = names.indexOf(name);
    if (index < 0 || index >= scores.length) {
      throw new IllegalArgumentException(
          "blendshapes: expected a score named '%s', found %s".formatted(name, names));
    }
    return scores[index];
  }
}
