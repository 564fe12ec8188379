package io.affectstream.operators.admit;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.admission.Admission.TimeRule;
import io.affectstream.operators.source.Origin;
import io.affectstream.operators.source.Refusal;
import io.affectstream.operators.source.VideoArrival;
import io.affectstream.schemas.DeadLetterReason;
import io.affectstream.schemas.FrameEncoding;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdmitFunctionTest {

  private static final Duration IDLE = Duration.ofMinutes(5);

  private KeyedOneInputStreamOperatorTestHarness<String, VideoArrival, VideoArrival> harness;

  private static KeyedOneInputStreamOperatorTestHarness<String, VideoArrival, VideoArrival> create()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(
            new AdmitFunction<>(TimeRule.INCREASING, VideoArrival::silence, IDLE)),
        VideoArrival::stream,
        Types.STRING);
  }

  @BeforeEach
  void open() throws Exception {
    harness = create();
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private static VideoArrival frame(String stream, long sequence, long time, int content) {
    return new VideoArrival(
        stream,
        sequence,
        -1,
        time,
        40_000,
        FrameEncoding.JPEG,
        0,
        0,
        new byte[] {(byte) content},
        "",
        false,
        new Origin("affect.video", 3, sequence));
  }

  private static VideoArrival end(String stream, long sequence) {
    VideoArrival frame = frame(stream, sequence, 0, 0);
    return new VideoArrival(
        stream,
        sequence,
        -1,
        frame.time(),
        0,
        FrameEncoding.JPEG,
        0,
        0,
        new byte[0],
        "",
        true,
        frame.origin());
  }

  private void push(VideoArrival arrival) throws Exception {
    harness.processElement(new StreamRecord<>(arrival));
  }

  @Test
  void numbersDenselyAndDropsRepeats() throws Exception {
    push(frame("a", 10, 0, 1));
    push(frame("b", 7, 0, 1));
    push(frame("a", 11, 40_000, 2));
    push(frame("a", 11, 40_000, 2));
    push(frame("a", 14, 160_000, 3));
    assertThat(harness.extractOutputValues())
        .extracting(a -> a.stream() + a.sequence() + ":" + a.ordinal())
        .containsExactly("a10:0", "b7:0", "a11:1", "a14:2");
    assertThat(harness.getSideOutput(Refusal.TAG)).isNull();
  }

  @Test
  void timeGoingBackAndASecondProducerAreRefusedWithTheirCoordinates() throws Exception {
    push(frame("a", 0, 100_000, 1));
    push(frame("a", 1, 60_000, 2));
    push(frame("a", 0, 100_000, 9));
    assertThat(harness.getSideOutput(Refusal.TAG))
        .extracting(r -> r.getValue().reason())
        .containsExactly(DeadLetterReason.TIME_REVERSED, DeadLetterReason.DUPLICATE_PRODUCER);
    Refusal first = harness.getSideOutput(Refusal.TAG).peek().getValue();
    assertThat(first.origin()).isEqualTo(new Origin("affect.video", 3, 1));
    assertThat(first.head()).containsExactly(2);
    assertThat(first.message()).contains("100000").contains("60000");
    assertThat(harness.extractOutputValues()).hasSize(1);
  }

  @Test
  void theStateOfAnEndedStreamIsEmptyAfterTheTimeout() throws Exception {
    push(frame("a", 0, 0, 1));
    push(end("a", 1));
    harness.setProcessingTime(IDLE.toMillis());
    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numProcessingTimeTimers()).isZero();
    assertThat(harness.extractOutputValues()).hasSize(2);
  }

  @Test
  void aStreamThatFallsSilentIsEnded() throws Exception {
    push(frame("a", 0, 0, 1));
    harness.setProcessingTime(IDLE.toMillis() / 2);
    push(frame("a", 1, 40_000, 1));
    harness.setProcessingTime(IDLE.toMillis());
    assertThat(harness.extractOutputValues()).hasSize(2);
    harness.setProcessingTime(IDLE.toMillis() * 3 / 2);
    VideoArrival last = harness.extractOutputValues().get(2);
    assertThat(last.isSilence()).isTrue();
    assertThat(last.ordinal()).isEqualTo(2);
    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  @Test
  void aRestoreRemembersWhatWasAdmitted() throws Exception {
    push(frame("a", 0, 0, 1));
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    try (KeyedOneInputStreamOperatorTestHarness<String, VideoArrival, VideoArrival> restored =
        create()) {
      restored.initializeState(snapshot);
      restored.open();
      restored.processElement(new StreamRecord<>(frame("a", 0, 0, 1)));
      restored.processElement(new StreamRecord<>(frame("a", 1, 40_000, 1)));
      assertThat(restored.extractOutputValues())
          .extracting(VideoArrival::ordinal)
          .containsExactly(1L);
    }
  }

  @Test
  void aStreamIsNotSilentWhileTheJobIsDown() throws Exception {
    push(frame("a", 0, 0, 1));
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    try (KeyedOneInputStreamOperatorTestHarness<String, VideoArrival, VideoArrival> restored =
        create()) {
      long outage = 10 * IDLE.toMillis();
      restored.setProcessingTime(outage);
      restored.initializeState(snapshot);
      restored.open();
      restored.setProcessingTime(outage + 1);
      assertThat(restored.extractOutputValues()).isEmpty();
      restored.processElement(new StreamRecord<>(frame("a", 1, 40_000, 1)));
      restored.setProcessingTime(outage + IDLE.toMillis());
      assertThat(restored.extractOutputValues()).hasSize(1);
      restored.setProcessingTime(outage + 1 + IDLE.toMillis());
      assertThat(restored.extractOutputValues().get(1).isSilence()).isTrue();
      assertThat(restored.numKeyedStateEntries()).isZero();
    }
  }
}
