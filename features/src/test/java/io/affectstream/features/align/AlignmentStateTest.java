package io.affectstream.features.align;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.align.AlignmentState.Progress;
import org.junit.jupiter.api.Test;

class AlignmentStateTest {

  private static final long SECOND = 1_000_000;

  private final AlignmentState state = new AlignmentState();

  private static void hear(Progress progress, long seconds) {
    progress.seen = true;
    progress.furthest = seconds * SECOND;
    progress.through = seconds * SECOND;
  }

  private void expectFaceAndWords() {
    state.resolved = true;
    state.face.expected = true;
    state.words.expected = true;
    state.origin = 3 * SECOND;
  }

  @Test
  void nothingIsWaitedForAtFirst() {
    assertThat(state.waitingMicros()).isZero();
  }

  @Test
  void theSlowestExpectedModalityCounts() {
    expectFaceAndWords();
    hear(state.face, 10);
    hear(state.words, 8);
    hear(state.voice, 1); // not expected
    assertThat(state.waitingMicros()).isEqualTo(2 * SECOND);
  }

  @Test
  void aModalityThatHasNotBegunIsWaitedForFromTheOrigin() {
    expectFaceAndWords();
    hear(state.face, 10);
    assertThat(state.waitingMicros()).isEqualTo(7 * SECOND);
  }

  @Test
  void aModalityThatEndedIsNotWaitedFor() {
    expectFaceAndWords();
    hear(state.face, 10);
    hear(state.words, 4);
    state.words.ended = true;
    assertThat(state.waitingMicros()).isZero();
  }

  @Test
  void silenceThatIsKnownToBeCompleteIsNoLag() {
    expectFaceAndWords();
    hear(state.face, 10);
    hear(state.words, 4);
    state.words.through = 12 * SECOND;
    assertThat(state.waitingMicros()).isZero();
  }

  @Test
  void beforeTheModalitiesAreKnownThoseThatArrivedCount() {
    state.origin = 0;
    hear(state.face, 10);
    assertThat(state.waitingMicros()).isZero();
    hear(state.voice, 4);
    assertThat(state.waitingMicros()).isEqualTo(6 * SECOND);
  }
}
