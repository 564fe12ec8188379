package io.affectstream.features.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class GridTest {

  private static final Grid PAPER = new Grid(30);

  @Test
  void stepIsTheNearestMultiple() {
    assertThat(PAPER.stepAt(0)).isZero();
    assertThat(PAPER.stepAt(16_666)).isZero();
    assertThat(PAPER.stepAt(16_667)).isEqualTo(1);
    assertThat(PAPER.stepAt(-16_667)).isEqualTo(-1);
    assertThat(PAPER.timeOf(30)).isEqualTo(1_000_000);
  }

  @Test
  void refusesARateOfZero() {
    assertThatThrownBy(() -> new Grid(0)).hasMessageContaining("found 0");
  }

  @Property
  void everyMicrosecondBelongsToExactlyOneStep(
      @ForAll @LongRange(min = -4_000_000_000_000_000L, max = 4_000_000_000_000_000L) long time,
      @ForAll @IntRange(min = 1, max = 240) int rate) {
    Grid grid = new Grid(rate);
    long step = grid.stepAt(time);
    assertThat(grid.startOf(step)).isLessThanOrEqualTo(time);
    assertThat(grid.endOf(step)).isGreaterThan(time);
    assertThat(grid.stepAt(grid.startOf(step))).isEqualTo(step);
    assertThat(grid.stepAt(grid.endOf(step))).isEqualTo(step + 1);
    assertThat(grid.stepAt(grid.timeOf(step))).isEqualTo(step);
  }
}
