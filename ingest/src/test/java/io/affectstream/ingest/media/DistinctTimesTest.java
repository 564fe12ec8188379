package io.affectstream.ingest.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Every image gets a distinct time, in the order of decoding. */
class DistinctTimesTest {

  private static final long INTERVAL = 40_000;

  private final List<MediaEvent> out = new ArrayList<>();

  @Test
  void timesThatAscendAreKept() {
    assertThat(times(true, 0, 40, 80, 81, 500)).isEqualTo(micros(0, 40, 80, 81, 500));
  }

  @Test
  void equalTimesShareTheTimeUpToTheNext() {
    assertThat(times(true, 0, 0, 80, 80, 160)).isEqualTo(micros(0, 40, 80, 120, 160));
    assertThat(times(true, 0, 0, 0, 30, 30, 60)).isEqualTo(micros(0, 10, 20, 30, 45, 60));
    assertThat(times(true, 0, 500, 500)).isEqualTo(micros(0, 500, 540));
  }

  @Test
  void aLongPauseDoesNotPullThemApart() {
    assertThat(times(true, 0, 0, 9_000)).isEqualTo(micros(0, 40, 9_000));
  }

  @Test
  void aClockThatStandsStillGoesOnAtTheInterval() {
    long[] stored = new long[30];
    List<Long> times = times(true, stored);
    assertThat(times).hasSize(30);
    assertThat(times.get(29) - times.get(12)).isEqualTo(17 * INTERVAL);
  }

  @Test
  void anOverlapIsCaughtUp() {
    long[] stored =
        LongStream.concat(
                LongStream.range(0, 25).map(i -> 40 * i),
                LongStream.range(0, 75).map(i -> 400 + 40 * i))
            .toArray();
    List<Long> times = times(true, stored);
    assertThat(times).isSorted().doesNotHaveDuplicates().hasSize(100);
    assertThat(times.get(99)).isEqualTo((400 + 40 * 74) * 1_000);
  }

  @Test
  void withoutWaitingNoImageIsHeldBack() {
    DistinctTimes times = new DistinctTimes(INTERVAL, false, out::add);
    times.add(image(0));
    assertThat(out).hasSize(1);
    times.add(image(0));
    times.add(image(40));
    assertThat(out).extracting(MediaEvent::time).containsExactly(0L, 20_000L, 40_000L);
  }

  @Test
  void anyTimesBecomeAscendingOnes() {
    Random random = new Random(5);
    for (int run = 0; run < 500; run++) {
      long[] stored = random.longs(60, -200, 2_000).toArray();
      List<Long> times = times(run % 2 == 0, stored);
      assertThat(times).isSorted().doesNotHaveDuplicates().hasSize(stored.length);
    }
  }

  private static List<Long> micros(long... millis) {
    return LongStream.of(millis).map(milli -> milli * 1_000).boxed().toList();
  }

  private List<Long> times(boolean wait, long... millis) {
    out.clear();
    DistinctTimes times = new DistinctTimes(INTERVAL, wait, out::add);
    for (long time : millis) {
      times.add(image(time));
    }
    times.finish();
    return out.stream().map(MediaEvent::time).toList();
  }

  private static MediaEvent.Image image(long millis) {
    return new MediaEvent.Image(millis * 1_000, 2, 2, new byte[0]);
  }
}
