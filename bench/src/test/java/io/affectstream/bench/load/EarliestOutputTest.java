package io.affectstream.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.align.AlignmentConfig;
import io.affectstream.features.smoothing.SmoothingConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EarliestOutputTest {

  private static final AlignmentConfig ALIGNMENT = AlignmentConfig.strict(30, 60, 15);
  private static final int HAPPY = 4;

  private final EarliestOutput<Integer> earliest =
      new EarliestOutput<>(ALIGNMENT, SmoothingConfig.DEFAULT);
  private final Map<Integer, Long> needed = new LinkedHashMap<>();

  private void push(int step, int label) {
    earliest.push(ALIGNMENT.grid().timeOf(step), 0, label, step, needed::put);
  }

  private static long endOf(int step) {
    return ALIGNMENT.grid().endOf(step);
  }

  @Test
  void rowThatNeedsNoFilterNeedsItsSegmentAndTheHalo() {
    push(0, -1);
    push(14, -1);
    push(15, -1);

    assertThat(needed).containsEntry(0, endOf(74)).containsEntry(14, endOf(74));
    assertThat(needed).containsEntry(15, endOf(89));
  }

  @Test
  void rowIsDecidedWithTheRowThatMakesItsRunLongEnough() {
    for (int step = 10; step < 16; step++) {
      push(step, HAPPY);
    }

    assertThat(needed).hasSize(6);
    assertThat(needed).containsEntry(10, endOf(89)).containsEntry(15, endOf(89));
  }

  @Test
  void rowThatIsNotMeasuredWaitsForThoseBeforeIt() {
    push(10, HAPPY);
    push(11, -1);
    assertThat(needed).isEmpty();
    for (int step = 12; step < 17; step++) {
      push(step, HAPPY);
    }

    assertThat(needed).hasSize(7);
    assertThat(needed).containsEntry(11, endOf(89));
  }

  @Test
  void rowsOfAFaceThatWentAwayAreLeftOut() {
    push(0, HAPPY);
    push(1, HAPPY);
    push(100, -1);

    assertThat(needed).containsOnlyKeys(100);
  }
}
