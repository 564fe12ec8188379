package io.affectstream.features.episodes;

import static io.affectstream.features.episodes.EpisodeChange.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.features.episodes.EpisodeChange.Kind;
import io.affectstream.features.episodes.EpisodeFrame.Certainty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Episodes of action units. */
class ActionUnitEpisodesTest extends TrackedEpisodes {

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
}
