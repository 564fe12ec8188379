package io.affectstream.models.served;

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
 * One result for a whole item: the normalised geometric mean of the probabilities over the rows of
 * its main face, which is the one with the most rows; or over the rows without a face if there is
 * none.
 */
final class ItemPrediction {

  private static final double MIN = 1e-6;

  /**
   * A measured row.
   *
   * @param time originating time in microseconds
   * @param expression probabilities of the classes
   */
  record Row(long time, float[] expression) {}

  private final Map<Integer, List<Row>> rows = new HashMap<>();
  private long begin = Long.MAX_VALUE;

  void add(Segment segment, List<Prediction> predictions) {
    for (int i = 0; i < predictions.size(); i++) {
      Prediction prediction = predictions.get(i);
      Centre centre = segment.centres().get(i);
      begin = Math.min(begin, centre.time());
      if (prediction.reason() == Reason.MEASURED) {
        int face = segment.subjects().get(centre.subject()).face();
        rows.computeIfAbsent(face, id -> new ArrayList<>())
            .add(new Row(centre.time(), prediction.expression()));
      }
    }
  }

  /** Originating time of the first row, measured or not. */
  long begin() {
    return begin;
  }

  /** The result; empty if nothing could be measured. */
  Optional<Estimate> estimate() {
    return main().isEmpty() ? Optional.empty() : Optional.of(mean(main()));
  }

  /** Rows of the main face in the order of time; none if nothing could be measured. */
  List<Row> main() {
    int main = Segment.NO_FACE;
    int most = 0;
    for (Map.Entry<Integer, List<Row>> entry : rows.entrySet()) {
      int count = entry.getValue().size();
      boolean more = count > most || (count == most && entry.getKey() < main);
      if (entry.getKey() != Segment.NO_FACE && more) {
        main = entry.getKey();
        most = count;
      }
    }
    return List.copyOf(rows.getOrDefault(main, List.of()));
  }

  private static Estimate mean(List<Row> rows) {
    double[] logs = new double[Expression.values().length];
    for (Row row : rows) {
      for (int c = 0; c < logs.length; c++) {
        logs[c] += Math.log(Math.max(MIN, row.expression()[c])) / rows.size();
      }
    }
    double most = Arrays.stream(logs).max().orElseThrow();
    double[] means = Arrays.stream(logs).map(log -> Math.exp(log - most)).toArray();
    double sum = Arrays.stream(means).sum();
    return new Estimate(Arrays.stream(means).mapToObj(mean -> mean / sum).toList());
  }
}
