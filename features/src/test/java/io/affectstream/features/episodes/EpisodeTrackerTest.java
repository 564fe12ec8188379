package io.affectstream.features.episodes;

import static io.affectstream.features.episodes.EpisodeChange.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.features.episodes.EpisodeChange.Kind;
import io.affectstream.features.episodes.EpisodeFrame.Certainty;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EpisodeTrackerTest {

  private static final long FRAME = 40_000;
  private static final float[] NO_UNITS = {};
  private static final int HAPPY = 4;
  private static final int SAD = 5;

  private final EpisodeState state = new EpisodeState();
  private final EpisodeCounter counter = new EpisodeCounter();
  private final List<EpisodeChange> changes = new ArrayList<>();
  private EpisodeTracker tracker = new EpisodeTracker(config(true, Duration.ZERO));

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

  /** On at 0.5, off below 0.4, 200 ms = 5 frames of 40 ms. */
  private void units(int unit, float... course) {
    tracker = new EpisodeTracker(config(true, Duration.ofMillis(200)));
    for (int i = 0; i < course.length; i++) {
      unit(i, unit, course[i]);
    }
    tracker.close(state, changes::add);
  }

  @Test
  void anActionUnitsEpisodeLastsFromItsFirstToItsLastActiveFrameAndItsOnsetIsDatedBack() {
    units(6, 0.45f, 0.5f, 0.6f, 0.7f, 0.6f, 0.45f, 0.8f, 0.41f, 0.39f, 0.45f);
    assertThat(changes).hasSize(2);
    EpisodeChange opened = changes.get(0);
    assertThat(opened.kind()).isEqualTo(Kind.OPENED);
    assertThat(opened.expression()).isEqualTo(NONE);
    assertThat(opened.actionUnit()).isEqualTo(6);
    assertThat(opened.onset()).isEqualTo(FRAME);
    assertThat(opened.time()).as("the dip is over").isEqualTo(6 * FRAME);
    assertThat(opened.frames()).isEqualTo(6);
    EpisodeChange closed = changes.get(1);
    assertThat(closed.kind()).isEqualTo(Kind.CLOSED);
    assertThat(closed.offset()).isEqualTo(6 * FRAME);
    assertThat(closed.peak()).isEqualTo(6 * FRAME);
    assertThat(closed.frames()).isEqualTo(6);
    assertThat(closed.peakConfidence()).isEqualTo(0.8f);
    assertThat(closed.confidence()).isCloseTo(3.65f / 6, within(1e-6f));
  }

  @Test
  void aDipBelowTheOffThresholdEndsAnActionUnitsEpisodeAtOnce() {
    float[] course = new float[20];
    Arrays.fill(course, 0.9f);
    course[10] = 0.39f;
    units(2, course);
    assertThat(changes)
        .filteredOn(change -> change.kind() == Kind.CLOSED)
        .extracting(EpisodeChange::onset, EpisodeChange::offset)
        .containsExactly(tuple(0L, 9 * FRAME), tuple(11 * FRAME, 19 * FRAME));
  }

  @Test
  void aProbabilityThatRestsBetweenTheThresholdsEndsAnActionUnitsEpisode() {
    float[] course = new float[1_000];
    Arrays.fill(course, 0.45f);
    Arrays.fill(course, 0, 10, 0.9f);
    units(7, course);
    assertThat(changes).hasSize(2).last().extracting(EpisodeChange::offset).isEqualTo(9 * FRAME);
  }

  /** For any course of a probability, episodes contain few frames beyond the active ones. */
  @Property(tries = 300)
  void framesInEpisodesOfAnActionUnitAreAtMostAQuarterMoreThanTheActiveOnes(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 100) int hysteresis) {
    Random random = new Random(seed);
    float on = 0.1f + 0.5f * random.nextFloat();
    List<Float> thresholds = Collections.nCopies(12, on);
    EpisodeTracker any =
        new EpisodeTracker(
            new EpisodeConfig(
                true,
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                thresholds,
                EpisodeConfig.offThresholds(thresholds, hysteresis / 100.0),
                Duration.ofMillis(random.nextInt(300))));
    EpisodeState face = new EpisodeState();
    List<EpisodeChange> all = new ArrayList<>();
    long active = 0;
    float probability = on;
    for (int i = 0; i < 500; i++) {
      probability += 0.2f * on * (float) random.nextGaussian() + 0.1f * (on - probability);
      probability = Math.max(0, Math.min(1, probability));
      float[] units = new float[12];
      units[3] = probability;
      active += probability >= on ? 1 : 0;
      any.frame(
          face,
          new EpisodeCounter(),
          new EpisodeFrame(i * FRAME, FRAME, NONE, Certainty.UNKNOWN, new float[0], units),
          all::add);
    }
    any.close(face, all::add);
    long within =
        all.stream()
            .filter(change -> change.kind() == Kind.CLOSED)
            .mapToLong(change -> (change.offset() - change.onset()) / FRAME + 1)
            .sum();
    assertThat(within).isLessThanOrEqualTo(active + active / 4);
  }

  @Test
  void aShortActionUnitIsDropped() {
    float[] course = new float[20];
    for (int i = 0; i < course.length; i++) {
      course[i] = i % 5 == 4 ? 0.1f : 0.9f;
    }
    units(2, course);
    assertThat(changes).isEmpty();
    assertThat(counter.next).isZero();
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
  void stateIsPlainBeans() throws NoSuchMethodException {
    for (Class<?> type :
        List.of(EpisodeState.class, EpisodeState.Course.class, EpisodeCounter.class)) {
      assertThat(Modifier.isPublic(type.getConstructor().getModifiers())).isTrue();
      for (Field field : type.getDeclaredFields()) {
        assertThat(Modifier.isPublic(field.getModifiers())).as(field.getName()).isTrue();
      }
    }
  }

  /**
   * For any input, each episode opens once and closes once, its times are ordered, and episodes of
   * one label never overlap.
   */
  @Property(tries = 1000)
  void episodesAreWellFormed(
      @ForAll @IntRange(min = 0, max = 300) int frames,
      @ForAll @IntRange(min = 1, max = 4) int labels,
      @ForAll @IntRange(min = 0, max = 400) int minMillis,
      @ForAll boolean withNeutral,
      @ForAll long seed) {
    Random random = new Random(seed);
    EpisodeTracker any = new EpisodeTracker(config(withNeutral, Duration.ofMillis(minMillis)));
    EpisodeState face = new EpisodeState();
    EpisodeCounter numbers = new EpisodeCounter();
    List<EpisodeChange> all = new ArrayList<>();
    long time = random.nextInt(1_000_000);
    int label = 0;
    for (int i = 0; i < frames; i++) {
      time += random.nextInt(40) == 0 ? 1 + random.nextInt(3_000_000) : 1 + random.nextInt(80_000);
      label = random.nextInt(6) == 0 ? random.nextInt(labels) : label;
      boolean measured = random.nextInt(10) > 0;
      float[] probabilities = measured ? random(random, 8) : new float[0];
      float[] units = random.nextInt(10) > 0 ? random(random, 12) : NO_UNITS;
      long interval = random.nextBoolean() ? FRAME : 0;
      any.frame(
          face,
          numbers,
          new EpisodeFrame(
              time, interval, measured ? label : NONE, Certainty.UNKNOWN, probabilities, units),
          all::add);
    }
    any.close(face, all::add);
    assertWellFormed(all, numbers.next);
    assertThat(EpisodeTracker.idle(face)).isTrue();
    if (!withNeutral) {
      assertThat(all).noneMatch(change -> change.expression() == 0);
    }
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

  /** Closing by the clock between frames changes only when records are emitted. */
  @Property(tries = 300)
  void theClockChangesNothing(@ForAll long seed) {
    assertThat(run(seed, true)).containsExactlyInAnyOrderElementsOf(run(seed, false));
  }

  private static List<EpisodeChange> run(long seed, boolean clock) {
    Random random = new Random(seed);
    EpisodeTracker any = new EpisodeTracker(EpisodeConfig.DEFAULT);
    EpisodeState face = new EpisodeState();
    EpisodeCounter numbers = new EpisodeCounter();
    List<EpisodeChange> all = new ArrayList<>();
    long time = 0;
    for (int i = 0; i < 200; i++) {
      long next = time + 1 + random.nextInt(random.nextInt(20) == 0 ? 4_000_000 : FRAME_SPREAD);
      if (clock) {
        any.advance(face, (time + next) / 2, all::add);
        any.advance(face, next - 1, all::add);
      }
      time = next;
      any.frame(
          face,
          numbers,
          new EpisodeFrame(
              time,
              FRAME,
              random.nextInt(8) == 0 ? 1 : 2,
              Certainty.UNKNOWN,
              random(random, 8),
              random(random, 12)),
          all::add);
    }
    any.close(face, all::add);
    return all;
  }

  private static final int FRAME_SPREAD = 60_000;

  private static void assertWellFormed(List<EpisodeChange> all, long count) {
    Map<Long, List<EpisodeChange>> episodes = new HashMap<>();
    for (EpisodeChange change : all) {
      episodes.computeIfAbsent(change.number(), number -> new ArrayList<>()).add(change);
      assertThat(change.onset()).isLessThanOrEqualTo(change.peak());
      assertThat(change.peak()).isLessThanOrEqualTo(change.offset());
      assertThat(change.confidence()).isBetween(0f, change.peakConfidence() + 1e-6f);
      assertThat(change.frames()).isPositive();
      assertThat((change.expression() == NONE) != (change.actionUnit() == NONE)).isTrue();
    }
    assertThat(episodes.keySet())
        .containsExactlyInAnyOrderElementsOf(LongStream.range(0, count).boxed().toList());
    Map<String, Long> lastOffset = new HashMap<>();
    for (long number = 0; number < count; number++) {
      List<EpisodeChange> course = episodes.get(number);
      assertThat(course).first().extracting(EpisodeChange::kind).isEqualTo(Kind.OPENED);
      assertThat(course).last().extracting(EpisodeChange::kind).isEqualTo(Kind.CLOSED);
      assertThat(course.subList(1, course.size() - 1))
          .allMatch(change -> change.kind() == Kind.UPDATED);
      for (int i = 1; i < course.size(); i++) {
        assertThat(course.get(i).onset()).isEqualTo(course.get(0).onset());
        assertThat(course.get(i).frames()).isGreaterThanOrEqualTo(course.get(i - 1).frames());
        if (course.get(i).kind() == Kind.UPDATED) {
          assertThat(course.get(i).time() - course.get(i - 1).time())
              .isGreaterThanOrEqualTo(1_000_000);
        }
      }
      EpisodeChange closed = course.get(course.size() - 1);
      String what = closed.expression() + "/" + closed.actionUnit();
      // Expressions exclude one another, so all of them share one timeline.
      String line = closed.expression() == NONE ? what : "expression";
      assertThat(closed.onset()).isGreaterThan(lastOffset.getOrDefault(line, Long.MIN_VALUE));
      lastOffset.put(line, closed.offset());
    }
  }

  private static float[] random(Random random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      // Often high, so that action units stay active for a while.
      values[i] = random.nextInt(6) == 0 ? random.nextFloat() : 0.4f + 0.6f * random.nextFloat();
    }
    return values;
  }

  private void expression(long frame, int label, float probability) {
    tracker.frame(state, counter, labelled(frame * FRAME, FRAME, label, probability), changes::add);
  }

  private void unmeasured(long frame) {
    tracker.frame(
        state,
        counter,
        new EpisodeFrame(frame * FRAME, FRAME, NONE, Certainty.UNKNOWN, new float[0], NO_UNITS),
        changes::add);
  }

  private void unit(long frame, int unit, float probability) {
    float[] units = new float[12];
    units[unit] = probability;
    tracker.frame(
        state,
        counter,
        new EpisodeFrame(frame * FRAME, FRAME, NONE, Certainty.UNKNOWN, new float[0], units),
        changes::add);
  }

  private static EpisodeFrame labelled(long time, long interval, int label, float probability) {
    float[] probabilities = new float[8];
    probabilities[label] = probability;
    return new EpisodeFrame(time, interval, label, Certainty.UNKNOWN, probabilities, NO_UNITS);
  }

  private static EpisodeConfig config(boolean neutral, Duration minDuration) {
    return new EpisodeConfig(
        neutral,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Collections.nCopies(12, 0.5f),
        Collections.nCopies(12, 0.4f),
        minDuration);
  }

  private static EpisodeChange change(
      Kind kind,
      int expression,
      long number,
      long time,
      long onset,
      long peak,
      long offset,
      long frames,
      float confidence,
      float peakConfidence) {
    return new EpisodeChange(
        kind,
        expression,
        NONE,
        number,
        time * FRAME,
        onset * FRAME,
        peak * FRAME,
        offset * FRAME,
        frames,
        NONE,
        confidence,
        peakConfidence);
  }
}
