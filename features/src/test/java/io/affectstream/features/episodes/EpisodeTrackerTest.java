package io.affectstream.features.episodes;

import static io.affectstream.features.episodes.EpisodeChange.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.affectstream.features.episodes.EpisodeChange.Kind;
import io.affectstream.features.episodes.EpisodeFrame.Certainty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Episodes of expressions. */
class EpisodeTrackerTest extends TrackedEpisodes {

  private static final int HAPPY = 4;

  private static final int SAD = 5;

  @Test
  void anExpressionOpensPeaksAndCloses() {
    expression(0, HAPPY, 0.5f);
    expression(1, HAPPY, 0.9f);
    expression(2, HAPPY, 0.7f);
    expression(3, SAD, 0.6f);
    tracker.close(state, changes::add);
    assertThat(changes)
        .containsExactly(
            change(Kind.OPENED, HAPPY, 0, 0, 0, 0, 0, 1, 0.5f, 0.5f),
            change(Kind.CLOSED, HAPPY, 0, 2, 0, 1, 2, 3, 0.7f, 0.9f),
            change(Kind.OPENED, SAD, 1, 3, 3, 3, 3, 1, 0.6f, 0.6f),
            change(Kind.CLOSED, SAD, 1, 3, 3, 3, 3, 1, 0.6f, 0.6f));
    assertThat(EpisodeTracker.idle(state)).isTrue();
  }

  @Test
  void aShortGapIsBridgedAndALongOneCloses() {
    expression(0, HAPPY, 0.5f);
    unmeasured(10);
    // Ends at frame 1; frame 26 begins 1 s later: still the same.
    expression(26, HAPPY, 0.5f);
    assertThat(changes).hasSize(2).last().extracting(EpisodeChange::kind).isEqualTo(Kind.UPDATED);
    // Ends at frame 27; frame 53 begins 1.04 s later.
    expression(53, HAPPY, 0.5f);
    assertThat(changes.subList(2, 4))
        .containsExactly(
            change(Kind.CLOSED, HAPPY, 0, 26, 0, 0, 26, 2, 0.5f, 0.5f),
            change(Kind.OPENED, HAPPY, 1, 53, 53, 53, 53, 1, 0.5f, 0.5f));
  }

  @Test
  void slowVideoIsOneEpisode() {
    for (int i = 0; i < 5; i++) {
      tracker.frame(state, counter, labelled(i * 5_000_000L, 5_000_000, HAPPY, 0.5f), changes::add);
    }
    assertThat(changes).extracting(EpisodeChange::kind).doesNotContain(Kind.CLOSED);
    assertThat(counter.next).isEqualTo(1);
  }

  @Test
  void aLostFaceIsClosedByTheClockWithTheSameRecord() {
    expression(0, HAPPY, 0.5f);
    tracker.advance(state, 26 * FRAME, changes::add);
    assertThat(changes).hasSize(1);
    tracker.advance(state, 26 * FRAME + 1, changes::add);
    assertThat(changes).last().isEqualTo(change(Kind.CLOSED, HAPPY, 0, 0, 0, 0, 0, 1, 0.5f, 0.5f));
    tracker.advance(state, 99 * FRAME, changes::add);
    tracker.close(state, changes::add);
    assertThat(changes).hasSize(2);
  }

  @Test
  void updatesComeOncePerPeriod() {
    for (int i = 0; i <= 100; i++) {
      expression(i, HAPPY, 0.5f);
    }
    assertThat(changes.subList(1, changes.size()))
        .allMatch(change -> change.kind() == Kind.UPDATED)
        .extracting(EpisodeChange::time)
        .containsExactly(25 * FRAME, 50 * FRAME, 75 * FRAME, 100 * FRAME);
  }

  @Test
  void neutralCanBeLeftOut() {
    tracker = new EpisodeTracker(config(false, Duration.ZERO));
    expression(0, 0, 0.9f);
    expression(1, HAPPY, 0.9f);
    expression(2, 0, 0.9f);
    assertThat(changes)
        .extracting(EpisodeChange::kind, EpisodeChange::expression)
        .containsExactly(tuple(Kind.OPENED, HAPPY), tuple(Kind.CLOSED, HAPPY));
  }

  @Test
  void aShortExpressionIsNoEpisodeAndEndsTheOneBeforeIt() {
    tracker = new EpisodeTracker(config(true, Duration.ofMillis(200)));
    for (int i = 0; i < 20; i++) {
      expression(i, i == 10 ? SAD : HAPPY, i == 10 ? 0.04f : 0.8f);
    }
    tracker.close(state, changes::add);
    assertThat(changes)
        .filteredOn(change -> change.kind() == Kind.CLOSED)
        .extracting(EpisodeChange::expression, EpisodeChange::onset, EpisodeChange::offset)
        .containsExactly(tuple(HAPPY, 0L, 9 * FRAME), tuple(HAPPY, 11 * FRAME, 19 * FRAME));
    assertThat(changes.get(0).time()).as("known after 200 ms").isEqualTo(4 * FRAME);
    assertThat(counter.next).isEqualTo(2);
  }

  @Test
  void facesOfOneStreamShareTheNumbers() {
    EpisodeState other = new EpisodeState();
    expression(0, HAPPY, 0.5f);
    tracker.frame(other, counter, labelled(0, FRAME, SAD, 0.5f), changes::add);
    assertThat(changes).extracting(EpisodeChange::number).containsExactly(0L, 1L);
  }

  @Test
  void refusesWhatUpstreamMustNotSend() {
    expression(1, HAPPY, 0.5f);
    assertThatThrownBy(() -> expression(1, HAPPY, 0.5f)).hasMessageContaining("after 40000 us");
    assertThatThrownBy(() -> expression(2, HAPPY, Float.NaN)).hasMessageContaining("finite");
    assertThatThrownBy(
            () ->
                tracker.frame(
                    state,
                    counter,
                    new EpisodeFrame(
                        9 * FRAME, 0, NONE, Certainty.UNKNOWN, new float[0], new float[3]),
                    changes::add))
        .hasMessageContaining("(12), found 3");
    assertThatThrownBy(() -> expression(3, 8, 0.5f)).isInstanceOf(RuntimeException.class);
    assertThat(changes).hasSize(1);
    expression(2, HAPPY, 0.5f);
  }

  @Test
  void refusesBadConfiguration() {
    assertThatThrownBy(() -> config(true, Duration.ofMillis(-1)))
        .hasMessageContaining("minDuration");
    assertThatThrownBy(
            () ->
                new EpisodeConfig(
                    true,
                    Duration.ZERO,
                    Duration.ZERO,
                    List.of(0.5f),
                    List.of(0.6f),
                    Duration.ZERO))
        .hasMessageContaining("off <= on");
    assertThat(EpisodeConfig.DEFAULT.offThresholds()).hasSize(12).containsOnly(0.4f);
  }

  @Test
  void certainFramesOfAnExpressionAreCounted() {
    List<EpisodeChange> all = new ArrayList<>();
    EpisodeTracker any = new EpisodeTracker(EpisodeConfig.DEFAULT);
    EpisodeState face = new EpisodeState();
    float[] units = new float[12];
    units[0] = 0.99f;
    for (int i = 0; i < 20; i++) {
      float[] probabilities = new float[8];
      probabilities[i < 10 ? 4 : 5] = 0.6f;
      Certainty certainty = i % 4 == 0 ? Certainty.UNCERTAIN : Certainty.CERTAIN;
      any.frame(
          face,
          new EpisodeCounter(),
          new EpisodeFrame(i * FRAME, FRAME, i < 10 ? 4 : 5, certainty, probabilities, units),
          all::add);
    }
    any.close(face, all::add);
    assertThat(all.stream().filter(change -> change.kind() == Kind.CLOSED))
        .extracting(EpisodeChange::expression, EpisodeChange::frames, EpisodeChange::certainFrames)
        .containsExactly(tuple(4, 10L, 7L), tuple(5, 10L, 8L), tuple(NONE, 20L, (long) NONE));
  }

  private void unmeasured(long frame) {
    tracker.frame(
        state,
        counter,
        new EpisodeFrame(frame * FRAME, FRAME, NONE, Certainty.UNKNOWN, new float[0], NO_UNITS),
        changes::add);
  }
}
