package io.affectstream.models.served;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well the probability of the predicted class matches its accuracy: the expected calibration
 * error of Guo et al. 2017, with {@value #BINS} bins of equal width over (0, 1], and the table
 * behind it. Items without a result have no probability and are skipped.
 */
final class Calibration {

  private static final int BINS = 15;

  private final long[] items = new long[BINS];
  private final long[] right = new long[BINS];
  private final double[] confidence = new double[BINS];

  /** Calibration over items. */
  static Calibration of(List<Item> items) {
    Calibration calibration = new Calibration();
    for (Item item : items) {
      item.estimate()
          .ifPresent(e -> calibration.add(e.confidence(), e.expression() == item.truth()));
    }
    return calibration;
  }

  private void add(double probability, boolean correct) {
    int bin = Math.max(0, Math.min(BINS - 1, (int) Math.ceil(probability * BINS) - 1));
    items[bin]++;
    right[bin] += correct ? 1 : 0;
    confidence[bin] += probability;
  }

  /** Mean distance between confidence and accuracy of the bins, weighted by their items. */
  double expectedError() {
    double sum = 0;
    long all = 0;
    for (int bin = 0; bin < BINS; bin++) {
      sum += Math.abs(confidence[bin] - right[bin]);
      all += items[bin];
    }
    return all == 0 ? 0 : sum / all;
  }

  /** The bins with items: bounds, items, mean confidence, accuracy. */
  List<Map<String, Object>> table() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      if (items[bin] > 0) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("above", rounded(bin / (double) BINS));
        row.put("up_to", rounded((bin + 1) / (double) BINS));
        row.put("items", items[bin]);
        row.put("confidence", rounded(confidence[bin] / items[bin]));
        row.put("accuracy", rounded(right[bin] / (double) items[bin]));
        rows.add(row);
      }
    }
    return rows;
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
