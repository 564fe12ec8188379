package io.affectstream.export.served;

import io.affectstream.features.align.Segment;
import io.affectstream.features.align.Segment.Centre;
import io.affectstream.inference.fusion.Prediction;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One answer for a whole item: the normalised geometric mean of the probabilities over the rows of
 * its main face, which is the one with the most rows; of the rows without a face where there is
 * none.
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

  /** The answer; empty where nothing could be measured. */
  Optional<Estimate> estimate() {
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
    return Optional.ofNullable(rows.get(main)).map(Verdict::mean);
  }

  private static Estimate mean(List<float[]> rows) {
    double[] logs = new double[Expression.values().length];
    for (float[] row : rows) {
      for (int c = 0; c < logs.length; c++) {
        logs[c] += Math.log(Math.max(LEAST, row[c])) / rows.size();
      }
    }
    double most = Arrays.stream(logs).max().orElseThrow();
    double[] means = Arrays.stream(logs).map(log -> Math.exp(log - most)).toArray();
    double sum = Arrays.stream(means).sum();
    return new Estimate(Arrays.stream(means).mapToObj(mean -> mean / sum).toList());
  }
}
