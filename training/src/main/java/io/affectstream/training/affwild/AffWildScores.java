package io.affectstream.training.affwild;

import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.Expression;
import io.affectstream.training.affwild.data.AffWildLabels;
import io.affectstream.training.affwild.data.AffWildTask;
import io.affectstream.training.metrics.Confusion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * F1 over annotated frames, as defined by the challenge: macro F1 over the 8 classes, a class
 * neither present nor predicted counting 0, and the mean of the 12 binary F1s.
 */
public final class AffWildScores {

  private final Confusion raw = Confusion.empty(Expression.values().length);
  private final Confusion expressions = Confusion.empty(Expression.values().length);
  private final List<Confusion> units = new ArrayList<>();

  AffWildScores() {
    for (ActionUnit ignored : ActionUnit.values()) {
      units.add(Confusion.empty(2));
    }
  }

  /** Counts the annotated frames of a person. */
  void add(Map<AffWildTask, AffWildLabels> truth, AffWildAnswer answer) {
    truth.forEach(
        (task, labels) -> {
          for (int frame = 1; frame <= labels.frames(); frame++) {
            Optional<float[]> row = labels.of(frame);
            if (row.isPresent()) {
              count(task, row.get(), answer, frame);
            }
          }
        });
  }

  private void count(AffWildTask task, float[] row, AffWildAnswer answer, int frame) {
    float[] said = answer.of(task).of(frame).orElseThrow();
    if (task == AffWildTask.EXPRESSION) {
      expressions.add((int) row[0], (int) said[0]);
      raw.add((int) row[0], (int) answer.raw().of(frame).orElseThrow()[0]);
    } else {
      for (int unit = 0; unit < row.length; unit++) {
        units.get(unit).add((int) row[unit], (int) said[unit]);
      }
    }
  }

  /** F1 of an expression. */
  public double expressionF1(int label) {
    return expressions.f1(label);
  }

  /** F1 of an action unit. */
  public double unitF1(int unit) {
    return units.get(unit).f1(1);
  }

  /** Macro F1 of the expressions. */
  public double expressions() {
    return macro(expressions);
  }

  /** Macro F1 of the expressions before smoothing. */
  public double unsmoothed() {
    return macro(raw);
  }

  private static double macro(Confusion confusion) {
    return IntStream.range(0, Expression.values().length)
        .mapToDouble(confusion::f1)
        .average()
        .orElseThrow();
  }

  /** Mean F1 of the action units. */
  public double units() {
    return IntStream.range(0, units.size()).mapToDouble(this::unitF1).average().orElseThrow();
  }
}
