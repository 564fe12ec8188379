package io.affectstream.features.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.admission.Admission.TimeRule;
import io.affectstream.features.admission.AdmissionDecision.Outcome;
import io.affectstream.schemas.DeadLetterReason;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private static final long FRAME = 40_000;

  private final Admission video = new Admission(TimeRule.INCREASING);
  private final Admission audio = new Admission(TimeRule.NOT_DECREASING);
  private final AdmissionState state = new AdmissionState();

  /** Any redelivery: the producer repeatedly resumes from an earlier record. */
  @Property(tries = 1000)
  void everyRecordOfAnInOrderProducerGoesOnOnceUnderDenseNumbers(
      @ForAll @IntRange(min = 1, max = 400) int records,
      @ForAll @IntRange(min = 0, max = 30) int fallBacks,
      @ForAll boolean gaps,
      @ForAll boolean stepsOfZero,
      @ForAll long seed) {
    Random random = new Random(seed);
    long[] sequences = new long[records];
    long[] times = new long[records];
    sequences[0] = random.nextInt(1000) - 500L;
    times[0] = random.nextInt(1_000_000);
    for (int i = 1; i < records; i++) {
      sequences[i] = sequences[i - 1] + 1 + (gaps ? random.nextInt(3) : 0);
      times[i] = times[i - 1] + (stepsOfZero ? random.nextInt(2) : 1 + random.nextInt(50_000));
    }
    Admission admission =
        new Admission(stepsOfZero ? TimeRule.NOT_DECREASING : TimeRule.INCREASING);
    AdmissionState fresh = new AdmissionState();
    List<Long> admitted = new ArrayList<>();
    int left = fallBacks;
    long deliveries = 0;
    for (int i = 0; i < records; i++) {
      boolean end = i == records - 1;
      AdmissionDecision decision = admission.admit(fresh, sequences[i], times[i], end, i);
      deliveries++;
      assertThat(decision.outcome()).isIn(Outcome.ADMITTED, Outcome.DUPLICATE);
      if (decision.admitted()) {
        assertThat(decision.ordinal()).isEqualTo(admitted.size());
        assertThat(decision.gap()).isEqualTo(i == 0 ? 0 : sequences[i] - sequences[i - 1] - 1);
        admitted.add(sequences[i]);
      }
      if (left > 0 && random.nextInt(5) == 0 && !end) {
        left--;
        i -= random.nextInt(i + 1) + 1;
      }
    }
    assertThat(admitted).hasSize(records).doesNotHaveDuplicates().isSorted();
    assertThat(fresh.duplicates).isEqualTo(deliveries - records);
    assertThat(fresh.refused).isZero();
    assertThat(fresh.missing).isEqualTo(sequences[records - 1] - sequences[0] - records + 1);
    assertThat(fresh.closed).isTrue();
  }

  @Test
  void theFirstNumberMayBeAnyAndGapsAreNoted() {
    assertThat(video.admit(state, 17, 5 * FRAME, false)).isEqualTo(AdmissionDecision.admit(0, 0));
    assertThat(video.admit(state, 18, 6 * FRAME, false)).isEqualTo(AdmissionDecision.admit(1, 0));
    assertThat(video.admit(state, 25, 13 * FRAME, false)).isEqualTo(AdmissionDecision.admit(2, 6));
    assertThat(state.missing).isEqualTo(6);
  }

  @Test
  void aRedeliveryIsDroppedAndCounted() {
    feed(video, 3);
    assertThat(video.admit(state, 1, FRAME, false)).isEqualTo(AdmissionDecision.duplicate());
    assertThat(video.admit(state, 2, 2 * FRAME, false)).isEqualTo(AdmissionDecision.duplicate());
    assertThat(state.duplicates).isEqualTo(2);
    assertThat(video.admit(state, 3, 3 * FRAME, false).ordinal()).isEqualTo(3);
  }

  @Test
  void aRedeliveryOlderThanTheMemoryIsDropped() {
    feed(video, 1000);
    assertThat(video.admit(state, 0, 0, false).outcome()).isEqualTo(Outcome.DUPLICATE);
    assertThat(video.admit(state, 935, 935 * FRAME, false).outcome()).isEqualTo(Outcome.DUPLICATE);
    assertThat(video.admit(state, 936, 936 * FRAME, false).outcome()).isEqualTo(Outcome.DUPLICATE);
  }

  @Test
  void timeMustIncreaseInVideoAndMustNotDecreaseElsewhere() {
    feed(video, 3);
    AdmissionDecision same = video.admit(state, 3, 2 * FRAME, false);
    assertThat(same.outcome()).isEqualTo(Outcome.TIME_REVERSED);
    assertThat(same.outcome().deadLetter()).contains(DeadLetterReason.TIME_REVERSED);
    assertThat(same.message()).contains("after 80000 us", "found 80000 us");
    AdmissionState other = new AdmissionState();
    assertThat(audio.admit(other, 0, 100, false).admitted()).isTrue();
    assertThat(audio.admit(other, 1, 100, false).admitted()).isTrue();
    AdmissionDecision before = audio.admit(other, 2, 99, false);
    assertThat(before.outcome()).isEqualTo(Outcome.TIME_REVERSED);
    assertThat(before.message()).contains("not before 100 us", "found 99 us");
  }

  @Test
  void aRefusedRecordChangesNothingForLaterOnes() {
    feed(video, 3);
    assertThat(video.admit(state, 3, 0, false).admitted()).isFalse();
    assertThat(video.admit(state, 4, 4 * FRAME, false)).isEqualTo(AdmissionDecision.admit(3, 1));
    assertThat(state.refused).isEqualTo(1);
  }

  @Test
  void theEndHasNoTimeAndNothingFollowsIt() {
    feed(video, 3);
    assertThat(video.admit(state, 3, 0, true)).isEqualTo(AdmissionDecision.admit(3, 0));
    assertThat(video.admit(state, 3, 0, true).outcome()).isEqualTo(Outcome.DUPLICATE);
    assertThat(video.admit(state, 2, 2 * FRAME, false).outcome()).isEqualTo(Outcome.DUPLICATE);
    AdmissionDecision after = video.admit(state, 4, 4 * FRAME, false);
    assertThat(after.outcome()).isEqualTo(Outcome.STREAM_CLOSED);
    assertThat(after.message())
        .contains("expected nothing", "ended with record 3", "found", "new stream id");
    // Media with the number of the end record comes from another producer.
    assertThat(video.admit(state, 3, 0, false).outcome()).isEqualTo(Outcome.DUPLICATE_PRODUCER);
  }

  @Test
  void aStreamMayBeNothingButItsEnd() {
    assertThat(video.admit(state, 0, 0, true)).isEqualTo(AdmissionDecision.admit(0, 0));
    assertThat(video.admit(state, 1, 0, false).outcome()).isEqualTo(Outcome.STREAM_CLOSED);
  }

  @Test
  void twoProducersAtOnceAreNoticedByTheirTimes() {
    List<Outcome> second = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      assertThat(video.admit(state, i, i * FRAME, false).admitted()).isTrue();
      second.add(video.admit(state, i, i * FRAME + 7, false).outcome());
    }
    assertThat(second).containsOnly(Outcome.DUPLICATE_PRODUCER);
    assertThat(state.admitted).isEqualTo(10);
  }

  @Test
  void twoProducersOfEqualTimesAreNoticedByTheirContent() {
    int first = Admission.fingerprint(ByteBuffer.wrap(new byte[] {1, 2}));
    int second = Admission.fingerprint(ByteBuffer.wrap(new byte[] {1, 3}));
    assertThat(video.admit(state, 0, 0, false, first).admitted()).isTrue();
    assertThat(video.admit(state, 0, 0, false, first).outcome()).isEqualTo(Outcome.DUPLICATE);
    AdmissionDecision decision = video.admit(state, 0, 0, false, second);
    assertThat(decision.outcome()).isEqualTo(Outcome.DUPLICATE_PRODUCER);
    assertThat(decision.outcome().deadLetter()).contains(DeadLetterReason.DUPLICATE_PRODUCER);
    assertThat(decision.message()).contains("expected", "found", "stream id of its own");
  }

  @Test
  void aRestartedLiveProducerIsNoticed() {
    feed(video, 1000);
    assertThat(video.admit(state, 0, 2000 * FRAME, false).outcome())
        .isEqualTo(Outcome.DUPLICATE_PRODUCER);
    assertThat(video.admit(state, 990, 2000 * FRAME, false).outcome())
        .isEqualTo(Outcome.DUPLICATE_PRODUCER);
  }

  @Test
  void aNumberPassedOverComesTooLate() {
    video.admit(state, 5, 5 * FRAME, false);
    video.admit(state, 8, 8 * FRAME, false);
    assertThat(video.admit(state, 6, 6 * FRAME, false).outcome()).isEqualTo(Outcome.TIME_REVERSED);
    assertThat(video.admit(state, 4, 4 * FRAME, false).outcome()).isEqualTo(Outcome.TIME_REVERSED);
    assertThat(video.admit(state, 7, 9 * FRAME, false).outcome())
        .isEqualTo(Outcome.DUPLICATE_PRODUCER);
  }

  @Test
  void extremeNumbersDoNotOverflow() {
    video.admit(state, Long.MIN_VALUE, 0, false);
    assertThat(video.admit(state, Long.MAX_VALUE, 1, false))
        .isEqualTo(AdmissionDecision.admit(1, Long.MAX_VALUE));
    assertThat(state.missing).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void fingerprintLeavesTheBufferAlone() {
    ByteBuffer content = ByteBuffer.wrap(new byte[] {9, 1, 2}).position(1);
    assertThat(Admission.fingerprint(content))
        .isEqualTo(Admission.fingerprint(ByteBuffer.wrap(new byte[] {1, 2})));
    assertThat(content.position()).isEqualTo(1);
  }

  @Test
  void stateIsAPlainBean() throws NoSuchMethodException {
    assertThat(AdmissionState.class.getConstructor().canAccess(null)).isTrue();
    for (Field field : AdmissionState.class.getDeclaredFields()) {
      assertThat(Modifier.isPublic(field.getModifiers())).as(field.getName()).isTrue();
    }
  }

  private void feed(Admission admission, int records) {
    for (int i = 0; i < records; i++) {
      assertThat(admission.admit(state, i, i * FRAME, false))
          .isEqualTo(AdmissionDecision.admit(i, 0));
    }
  }
}
