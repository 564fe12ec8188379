package io.affectstream.features.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class AssignmentTest {

  @Test
  void theBestSumWinsNotTheBestPair() {
    double[][] gain = {{0.9, 0.8}, {0.8, 0}};
    assertThat(Assignment.rowsOf(gain, 2)).containsExactly(1, 0);
  }

  @Test
  void aGainOfZeroIsNoPair() {
    assertThat(Assignment.rowsOf(new double[][] {{0, 0.5, 0}, {0, 0, 0}}, 3))
        .containsExactly(-1, 0, -1);
    assertThat(Assignment.rowsOf(new double[0][0], 2)).containsExactly(-1, -1);
    assertThat(Assignment.rowsOf(new double[3][0], 0)).isEmpty();
  }

  @Property(tries = 500)
  void isAsGoodAsTryingEverything(
      @ForAll long seed,
      @ForAll @IntRange(max = 5) int rows,
      @ForAll @IntRange(max = 5) int columns) {
    Random random = new Random(seed);
    double[][] gain = new double[rows][columns];
    for (double[] row : gain) {
      for (int column = 0; column < columns; column++) {
        row[column] = random.nextInt(3) == 0 ? 0 : random.nextDouble();
      }
    }
    int[] assigned = Assignment.rowsOf(gain, columns);
    double sum = 0;
    Set<Integer> used = new HashSet<>();
    for (int column = 0; column < columns; column++) {
      if (assigned[column] >= 0) {
        assertThat(used.add(assigned[column])).isTrue();
        sum += gain[assigned[column]][column];
      }
    }
    assertThat(sum).isCloseTo(best(gain, columns, 0, new boolean[rows]), within(1e-12));
  }

  private static double best(double[][] gain, int columns, int column, boolean[] used) {
    if (column == columns) {
      return 0;
    }
    double best = best(gain, columns, column + 1, used);
    for (int row = 0; row < used.length; row++) {
      if (!used[row]) {
        used[row] = true;
        best = Math.max(best, gain[row][column] + best(gain, columns, column + 1, used));
        used[row] = false;
      }
    }
    return best;
  }
}
