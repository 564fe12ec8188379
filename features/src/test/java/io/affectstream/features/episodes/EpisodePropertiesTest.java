package io.affectstream.features.episodes;

import static io.affectstream.features.episodes.EpisodeChange.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.episodes.EpisodeChange.Kind;
import io.affectstream.features.episodes.EpisodeFrame.Certainty;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What holds for episodes of any frames. */
class EpisodePropertiesTest extends TrackedEpisodes {

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
}
