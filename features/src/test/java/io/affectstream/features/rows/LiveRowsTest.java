package io.affectstream.features.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.affectstream.features.align.WindowCoverage;
import io.affectstream.features.episodes.EpisodeChange;
import io.affectstream.features.episodes.EpisodeConfig;
import io.affectstream.features.smoothing.CausalSmoother;
import io.affectstream.features.smoothing.SmootherState;
import io.affectstream.features.smoothing.SmoothingConfig;
import io.affectstream.features.testing.TestRows;
import io.affectstream.features.words.Speech;
import io.affectstream.schemas.EventKind;
import io.affectstream.schemas.NoWords;
import io.affectstream.schemas.StreamEnd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Provisional rows, and what final rows say about them. */
class LiveRowsTest {

  private static final long FRAME = 40_000;
  private static final long GAP = 400_000;
  private static final int HAPPINESS = 4;
  private static final int SADNESS = 5;
  private static final EpisodeConfig EPISODES =
      EpisodeConfig.ofThresholds(Collections.nCopies(12, 0.5f));

  private final LiveRows live = new LiveRows(SmoothingConfig.DEFAULT, EPISODES, GAP);
  private final LiveState state = new LiveState();
  private final List<LiveRow> rows = new ArrayList<>();
  private final ProvisionalRows provisional = new ProvisionalRows(thresholds());
  private final ProvisionalState waiting = new ProvisionalState();
  private final List<StreamEvent> verdicts = new ArrayList<>();

  private static float[] thresholds() {
    float[] thresholds = new float[12];
    Arrays.fill(thresholds, 0.5f);
    return thresholds;
  }

  /** A row of a face; a negative label is a frame without measurement. */
  private static FusedRow row(long frame, int face, int label) {
    float[] expression = new float[label < 0 ? 0 : 8];
    float[] units = new float[label < 0 ? 0 : 12];
    if (label >= 0) {
      expression[label] = 0.9f;
      units[6] = label == HAPPINESS ? 0.8f : 0.1f;
    }
    return TestRows.of(frame, face, expression, units, new WindowCoverage(1, 0, 0, NoWords.NONE));
  }

  private void push(FusedRow... window) {
    FusedSegment fused =
        new FusedSegment(
            "s", window[0].frame(), List.of(window), window[0].time(), List.of(), StreamEnd.NONE);
    assertThat(live.push(state, fused, rows::add)).isFalse();
  }

  private DecidedRow decide(FusedRow row, int smoothed) {
    return provisional.decided(
        waiting, DecidedRow.of("s", row, smoothed, smoothed, Speech.NONE), verdicts::add);
  }

  private void announce() {
    rows.forEach(row -> provisional.add(waiting, row, verdicts::add));
  }

  @Test
  void labelsAreThoseOfTheCausalFilterByFace() {
    Random random = new Random(4);
    CausalSmoother filter = new CausalSmoother(SmoothingConfig.DEFAULT);
    SmootherState[] filters = {new SmootherState(), new SmootherState()};
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int first = random.nextInt(4) == 0 ? random.nextInt(8) : HAPPINESS;
      int second = random.nextInt(3);
      push(row(i, 0, first), row(i, 1, second));
      expected.add(filter.push(filters[0], first));
      expected.add(filter.push(filters[1], second));
    }
    assertThat(rows.stream().map(LiveRow::smoothed)).isEqualTo(expected);
    assertThat(rows).anyMatch(row -> row.raw() != row.smoothed());
  }

  @Test
  void aFaceThatLeavesIsForgottenAndOneWithoutMeasurementHasNoLabel() {
    for (int i = 0; i < 8; i++) {
      push(row(i, 0, HAPPINESS));
    }
    push(row(8, -1, -1));
    assertThat(rows.get(8).smoothed()).isEqualTo(-1);
    assertThat(state.subjects).hasSize(1);
    push(row(30, 1, SADNESS));
    assertThat(state.subjects).extracting(subject -> subject.face).containsExactly(1);
    assertThat(rows.get(9).smoothed()).as("the first of a face").isEqualTo(SADNESS);
    assertThat(rows).flatExtracting(LiveRow::gone).containsExactly(0);
    assertThat(rows.get(9).gone()).containsExactly(0);
  }

  @Test
  void anEpisodeOpensWithTheRowThatMakesItLongEnough() {
    for (int i = 0; i < 12; i++) {
      push(row(i, 3, HAPPINESS));
    }
    List<LiveRow> opening = rows.stream().filter(row -> !row.opened().isEmpty()).toList();
    assertThat(opening).hasSize(1);
    assertThat(opening.get(0).row().frame()).as("200 ms of 40 ms each").isEqualTo(4);
    assertThat(opening.get(0).opened())
        .extracting(EpisodeChange::expression, EpisodeChange::actionUnit, EpisodeChange::number)
        .containsExactly(tuple(HAPPINESS, -1, 0L), tuple(-1, 6, 1L));
  }

  @Test
  void aWindowThatIsNotLaterIsIgnored() {
    push(row(5, -1, HAPPINESS));
    push(row(3, -1, SADNESS));
    push(row(5, -1, SADNESS));
    push(row(6, -1, HAPPINESS));
    assertThat(rows).extracting(row -> row.row().frame()).containsExactly(5L, 6L);
  }

  @Test
  void rowsWhoseFinalOnesDoNotComeAreForgottenInTheEnd() {
    for (int i = 0; i < ProvisionalRows.LIMIT + 10; i++) {
      push(row(i, 0, HAPPINESS));
    }
    announce();
    assertThat(waiting.waiting).hasSize(ProvisionalRows.LIMIT);
    assertThat(verdicts).as("those of the fifth row").hasSize(2);
    assertThat(decide(row(3, 0, HAPPINESS), HAPPINESS).provisional()).isEqualTo(-1);
    assertThat(decide(row(10, 0, HAPPINESS), HAPPINESS).provisional()).isEqualTo(HAPPINESS);
  }

  @Test
  void theEndOfTheStreamIsPassedOn() {
    FusedSegment end =
        new FusedSegment("s", 0, List.of(), Long.MAX_VALUE, List.of(), StreamEnd.END_OF_STREAM);
    assertThat(live.push(state, end, rows::add)).isTrue();
    assertThat(rows).singleElement().extracting(LiveRow::row).isNull();
  }

  @Test
  void finalRowsConfirmWhatTheyShareAndWithdrawTheRest() {
    for (int i = 0; i < 6; i++) {
      push(row(i, 0, HAPPINESS));
    }
    announce();
    for (int i = 0; i < 6; i++) {
      DecidedRow decided = decide(row(i, 0, i == 4 ? HAPPINESS : SADNESS), SADNESS);
      assertThat(decided.provisional()).isEqualTo(HAPPINESS);
      assertThat(decided.smoothed()).isEqualTo(SADNESS);
    }
    assertThat(verdicts)
        .extracting(StreamEvent::kind, StreamEvent::time, e -> e.change().actionUnit())
        .containsExactly(
            tuple(EventKind.EPISODE_WITHDRAWN, 4 * FRAME, -1),
            tuple(EventKind.EPISODE_CONFIRMED, 4 * FRAME, 6));
    assertThat(waiting.waiting).isEmpty();
  }

  @Test
  void aProvisionalRowAfterItsFinalOneMarksNothingAndIsWithdrawn() {
    for (int i = 0; i < 6; i++) {
      push(row(i, 0, HAPPINESS));
      assertThat(decide(row(i, 0, HAPPINESS), HAPPINESS).provisional()).isEqualTo(-1);
    }
    announce();
    assertThat(verdicts)
        .extracting(StreamEvent::kind)
        .containsExactly(EventKind.EPISODE_WITHDRAWN, EventKind.EPISODE_WITHDRAWN);
    assertThat(waiting.waiting).isEmpty();
  }

  @Test
  void rowsWithoutACounterpartDoNotStayInTheState() {
    for (int i = 0; i < 6; i++) {
      push(row(i, 0, HAPPINESS), row(i, 2, HAPPINESS));
    }
    announce();
    assertThat(decide(row(5, 1, HAPPINESS), HAPPINESS).provisional()).isEqualTo(-1);
    assertThat(waiting.waiting).as("the later face of the same frame").hasSize(1);
    assertThat(verdicts)
        .as("both faces' episodes, expression and action unit")
        .extracting(StreamEvent::kind)
        .containsOnly(EventKind.EPISODE_WITHDRAWN)
        .hasSize(4);
  }

  @Test
  void theStateIsOverOnceBothKindsOfRowsAre() {
    for (int i = 0; i < 6; i++) {
      push(row(i, 0, HAPPINESS));
    }
    announce();
    DecidedRow closed = DecidedRow.closed("s", StreamEnd.END_OF_STREAM);
    assertThat(provisional.decided(waiting, closed, verdicts::add)).isEqualTo(closed);
    assertThat(verdicts).hasSize(2);
    assertThat(waiting.waiting).isEmpty();
    assertThat(waiting.isOver()).isFalse();
    push(row(6, 0, HAPPINESS));
    provisional.add(waiting, rows.get(6), verdicts::add);
    assertThat(waiting.waiting).as("nothing can judge it").isEmpty();
    provisional.add(waiting, LiveRow.end("s"), verdicts::add);
    assertThat(waiting.isOver()).isTrue();
  }
}
