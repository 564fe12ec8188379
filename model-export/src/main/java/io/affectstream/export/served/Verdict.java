package io.affectstream.export.served;

import io.affectstream.features.align.Segment;
import io.affectstream.features.align.Segment.Centre;
import io.affectstream.inference.fusion.Prediction;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One class for a whole item: that of the greatest mean log probability over the rows of its main
 * face, which is the one with the most rows; of the rows without a face where there is none.
 */
final class Verdict {

  private static final double LEAST = 1e-6;

  private final Map<Integer, List<float[]>> rows = new HashMap<>();

  void add(Segment segment, List<Prediction> predictions) {
    for (int i = 0; i < predictions.size(); i++) {
      Prediction prediction = predictions.get(i);
      if (prediction.reason() == Reason.MEASURED) {
        Centre centre = segment.centres().get(i);
        int face = segment.subjects().get(centre.subject()).face();
        rows.computeIfAbsent(face, id -> new ArrayList<>()).add(prediction.expression());
      }
    }
  }

  /** The class; empty where nothing could be measured. */
  Optional<Expression> expression() {
    int main = Segment.NO_FACE;
    int most = 0;
    for (Map.Entry<Integer, List<float[]>> entry : rows.entrySet()) {
      int count = entry.getValue().size();
      boolean more = count > most || (count == most && entry.getKey() < main);
      if (entry.getKey() != Segment.NO_FACE && more) {
        main = entry.getKey();
        most = count;
      }
    }
    return Optional.ofNullable(rows.get(main)).map(Verdict::likeliest);
  }

  private static Expression likeliest(List<float[]> rows) {
    Expression[] classes = Expression.values();
    double[] sums = new double[classes.length];
    for (float[] row : rows) {
      for (int c = 0; c < sums.length; c++) {
        sums[c] += Math.log(Math.max(LEAST, row[c]));
      }
    }
    int best = 0;
    for (int c = 1; c < sums.length; c++) {
      best = sums[c] > sums[best] ? c : best;
    }
    return classes[best];
  }
}
