package io.affectstream.training.pool;

import io.affectstream.training.operations.Operations;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Bounds on the probabilities of a row, per subset of the modalities. A row whose best class has a
 * lower probability than {@code abstain} is uncertain; the classes of at least {@code include},
 * with the best one, are a set that contains the truth in nine of ten cases (split conformal
 * prediction, Vovk et al. 2005; Sadinle et al. 2019).
 *
 * @param abstain per subset {@code [8]}
 * @param include per subset {@code [8]}
 */
public record Certainty(double[] abstain, double[] include) {

  /** Share of the rows that are certain. */
  public static final double COVERAGE = 0.7;

  /** Share of the rows whose set contains the truth. */
  public static final double CONTAINED = 0.9;

  /** Above every probability: rows without any modality are always uncertain. */
  private static final double ALWAYS = 1.01;

  /** Checks the sizes. */
  public Certainty {
    if (abstain.length != ModalitySet.COUNT || include.length != ModalitySet.COUNT) {
      throw new IllegalArgumentException(
          "certainty: expected %d bounds of each kind, found %d and %d"
              .formatted(ModalitySet.COUNT, abstain.length, include.length));
    }
  }

  /**
   * Bounds that hold on rows: the abstaining quantile of the largest probability, the containing
   * one of the truth's. A subset without rows is never certain, and its sets contain every class.
   */
  public static Certainty of(ExpertPool pool, List<ExpertAnswer> rows) {
    double[] abstain = new double[ModalitySet.COUNT];
    double[] include = new double[ModalitySet.COUNT];
    for (int subset = 0; subset < ModalitySet.COUNT; subset++) {
      int own = subset;
      List<ExpertAnswer> known = rows.stream().filter(row -> row.subset() == own).toList();
      abstain[subset] =
          quantile(
              known,
              row -> Arrays.stream(pool.probabilities(row)).max().orElseThrow(),
              1 - COVERAGE,
              ALWAYS);
      include[subset] =
          quantile(known, row -> pool.probabilities(row)[row.truth()], 1 - CONTAINED, 0);
    }
    return new Certainty(abstain, include);
  }

  private static double quantile(
      List<ExpertAnswer> rows, ToDoubleFunction<ExpertAnswer> value, double share, double none) {
    if (rows.isEmpty()) {
      return none;
    }
    double[] sorted = rows.stream().mapToDouble(value).sorted().toArray();
    // The finite-sample correction of split conformal prediction.
    int at = (int) Math.floor(share * (sorted.length + 1)) - 1;
    return sorted[Math.max(0, at)];
  }

  /**
   * The bounds of rows, {@code [n, 2]}: abstain, include.
   *
   * @param present 1 where the modality is present, else 0, {@code [n, 1]} each
   */
  public <T> T of(Operations<T> ops, List<T> present) {
    T subset = ExpertPool.subset(ops, present);
    return ops.concat(
        1, ExpertPool.perSubset(ops, subset, abstain), ExpertPool.perSubset(ops, subset, include));
  }
}
