package io.affectstream.training.pool;

import io.affectstream.training.operations.Operations;
import io.affectstream.training.pool.SubsetScore.Answer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Bounds on the probabilities of a row, per subset of the modalities. A row whose best class has a
 * lower probability than {@code abstain} is uncertain: certain rows are wrong at most half as often
 * as all rows. The classes of at least {@code include}, with the best one, are a set that contains
 * the truth in nine of ten cases (split conformal prediction, Vovk et al. 2005; Sadinle et al.
 * 2019).
 *
 * @param abstain per subset {@code [8]}
 * @param include per subset {@code [8]}
 */
public record CertaintyBounds(double[] abstain, double[] include) {

  /** Largest error of the certain rows, as a share of the error of all rows. */
  public static final double ERROR = 0.5;

  /** Largest share of certain rows: more would hardly warn. */
  public static final double COVERAGE = 0.7;

  /** Share of the rows whose set contains the truth. */
  public static final double CONTAINED = 0.9;

  /** Above every probability: rows without any modality are always uncertain. */
  private static final double ALWAYS = 1.01;

  /** Checks the sizes. */
  public CertaintyBounds {
    if (abstain.length != ModalitySet.COUNT || include.length != ModalitySet.COUNT) {
      throw new IllegalArgumentException(
          "certainty: expected %d bounds of each kind, found %d and %d"
              .formatted(ModalitySet.COUNT, abstain.length, include.length));
    }
  }

  /**
   * Bounds that hold on rows. A subset without rows is never certain, and its sets contain every
   * class.
   */
  public static CertaintyBounds of(ExpertPool pool, List<ExpertAnswer> rows) {
    double[] abstain = new double[ModalitySet.COUNT];
    double[] include = new double[ModalitySet.COUNT];
    Arrays.fill(abstain, ALWAYS);
    for (int subset = 0; subset < ModalitySet.COUNT; subset++) {
      int own = subset;
      List<ExpertAnswer> known = rows.stream().filter(row -> row.subset() == own).toList();
      if (!known.isEmpty()) {
        abstain[subset] = abstain(pool, known);
        include[subset] = include(pool, known);
      }
    }
    return new CertaintyBounds(abstain, include);
  }

  private static double abstain(ExpertPool pool, List<ExpertAnswer> rows) {
    List<Answer> answers =
        rows.stream()
            .map(row -> Answer.of(row.truth(), pool.probabilities(row)))
            .sorted(Comparator.comparingDouble(answer -> -answer.confidence()))
            .toList();
    double allowed =
        ERROR * answers.stream().filter(answer -> !answer.isRight()).count() / answers.size();
    double bound = ALWAYS;
    int wrong = 0;
    for (int i = 0; i < COVERAGE * answers.size(); i++) {
      wrong += answers.get(i).isRight() ? 0 : 1;
      if (wrong <= allowed * (i + 1)) {
        bound = answers.get(i).confidence();
      }
    }
    return bound;
  }

  private static double include(ExpertPool pool, List<ExpertAnswer> rows) {
    double[] sorted =
        rows.stream().mapToDouble(row -> pool.probabilities(row)[row.truth()]).sorted().toArray();
    // The finite-sample correction of split conformal prediction.
    int at = (int) Math.floor((1 - CONTAINED) * (sorted.length + 1)) - 1;
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
