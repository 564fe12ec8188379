package io.affectstream.training.voice;

import io.affectstream.training.data.Columns;
import io.affectstream.training.data.Utterance;
import java.util.List;
import java.util.function.Predicate;

/**
 * Windows of one corpus as functionals.
 *
 * @param rows the windows
 */
record VoiceRows(List<Row> rows) {

  /**
   * One window.
   *
   * @param utterance whose window it is
   * @param functionals {@code [COUNT]}
   */
  record Row(Utterance utterance, float[] functionals) {

    int label() {
      return Columns.of(utterance.label());
    }
  }

  VoiceRows {
    rows = List.copyOf(rows);
  }

  VoiceRows only(Predicate<Row> chosen) {
    return new VoiceRows(rows.stream().filter(chosen).toList());
  }

  /** Mean of each functional. */
  double[] mean() {
    double[] mean = new double[VoiceFunctionals.COUNT];
    for (Row row : rows) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += row.functionals[i] / rows.size();
      }
    }
    return mean;
  }

  /** Deviation of each functional from its mean, never 0. */
  double[] deviation(double[] mean) {
    double[] squares = new double[mean.length];
    for (Row row : rows) {
      for (int i = 0; i < mean.length; i++) {
        double apart = row.functionals[i] - mean[i];
        squares[i] += apart * apart / rows.size();
      }
    }
    for (int i = 0; i < squares.length; i++) {
      squares[i] = Math.sqrt(squares[i]) + 1e-3;
    }
    return squares;
  }
}
