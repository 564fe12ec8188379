package io.affectstream.operators.align;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.align.AlignmentConfig;
import io.affectstream.features.align.FaceFrame;
import io.affectstream.features.align.LateArrival;
import io.affectstream.features.align.Segment;
import io.affectstream.features.align.SpokenWords;
import io.affectstream.features.align.SpokenWords.SpokenWord;
import io.affectstream.features.align.VoiceSteps;
import io.affectstream.features.time.Grid;
import io.affectstream.features.vision.Face;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.features.vision.TrackerConfig;
import io.affectstream.operators.source.StreamArrival;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class AlignFunctionTest {

  private static final AlignmentConfig CONFIG = AlignmentConfig.strict(30, 6, 5);
  private static final Grid GRID = CONFIG.grid();
  private static final Duration RETENTION = Duration.ofMinutes(1);
  private static final int FRAMES = 40;

  private KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> harness()
      throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new AlignFunction(CONFIG, TrackerConfig.DEFAULT, RETENTION)),
            AlignInput::stream,
            Types.STRING);
    harness.getExecutionConfig().enableObjectReuse();
    return harness;
  }

  private static List<AlignInput> stream(String id) {
    List<AlignInput> inputs = new ArrayList<>();
    inputs.add(
        AlignInput.of(
            new StreamArrival(
                id, List.of(Modality.FACE, Modality.VOICE, Modality.WORDS), "", false)));
    for (int i = 0; i < FRAMES; i++) {
      inputs.add(AlignInput.of(frame(id, i), false));
      inputs.add(AlignInput.of(voice(id, i), false));
    }
    inputs.add(AlignInput.of(words(id), false));
    inputs.add(
        AlignInput.of(
            new FaceFrame(id, FRAMES, FRAMES, 0, 0, Reason.NO_INPUT, List.of(), true), false));
    inputs.add(
        AlignInput.of(
            new VoiceSteps(id, new long[0], new float[0][], Long.MAX_VALUE, true), false));
    inputs.add(AlignInput.of(new SpokenWords(id, List.of(), Long.MAX_VALUE, true), false));
    return inputs;
  }

  private static FaceFrame frame(String id, int i) {
    Face face =
        new Face(
            new FaceBox(10, 10, 50, 50),
            0.9f,
            0.8f,
            new float[] {i},
            new float[0],
            new float[0],
            new float[0]);
    return new FaceFrame(id, i, i, i * 40_000L, 40_000, Reason.MEASURED, List.of(face), false);
  }

  private static VoiceSteps voice(String id, int i) {
    return new VoiceSteps(id, new long[] {i}, new float[][] {{i}}, GRID.startOf(i + 1), false);
  }

  private static SpokenWords words(String id) {
    return new SpokenWords(
        id, List.of(new SpokenWord(200_000, 500_000, new float[] {7})), 600_000, false);
  }

  private static List<String> text(List<Segment> segments) {
    return segments.stream()
        .map(
            s ->
                "%s %d %d %s %s %d"
                    .formatted(
                        s.stream(),
                        s.ordinal(),
                        s.firstStep(),
                        s.centres().stream().map(c -> c.frame() + "@" + c.step()).toList(),
                        s.close(),
                        s.wordVectors().length))
        .toList();
  }

  @Test
  void givesEveryFrameOnceAndLeavesNoState() throws Exception {
    try (KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> harness = harness()) {
      harness.open();
      for (AlignInput input : stream("a")) {
        harness.processElement(new StreamRecord<>(input));
      }
      List<Segment> segments = harness.extractOutputValues();
      assertThat(segments.stream().flatMap(s -> s.centres().stream()).map(c -> c.frame()))
          .hasSize(FRAMES)
          .doesNotHaveDuplicates()
          .isSorted();
      assertThat(segments.get(segments.size() - 1).close()).isEqualTo("END_OF_STREAM");
      assertThat(harness.numKeyedStateEntries()).as("only the mark that it is closed").isOne();
      harness.setProcessingTime(RETENTION.toMillis() + 1);
      assertThat(harness.numKeyedStateEntries()).isZero();
      harness.setProcessingTime(CONFIG.discoveryGrace().toMillis() + RETENTION.toMillis() + 1);
      assertThat(harness.numProcessingTimeTimers()).isZero();
    }
  }

  @Test
  void aRestoreAnywhereGivesTheSameSegments() throws Exception {
    List<AlignInput> inputs = stream("a");
    List<String> expected;
    try (KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> whole = harness()) {
      whole.open();
      for (AlignInput input : inputs) {
        whole.processElement(new StreamRecord<>(input));
      }
      expected = text(whole.extractOutputValues());
    }
    for (int cut = 1; cut < inputs.size(); cut += 7) {
      List<Segment> given = new ArrayList<>();
      OperatorSubtaskState snapshot;
      try (KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> before = harness()) {
        before.open();
        for (AlignInput input : inputs.subList(0, cut)) {
          before.processElement(new StreamRecord<>(input));
        }
        given.addAll(before.extractOutputValues());
        snapshot = before.snapshot(1, 1);
      }
      try (KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> after = harness()) {
        after.initializeState(snapshot);
        after.open();
        for (AlignInput input : inputs.subList(cut, inputs.size())) {
          after.processElement(new StreamRecord<>(input));
        }
        given.addAll(after.extractOutputValues());
      }
      assertThat(text(given)).as("restored after input %d", cut).isEqualTo(expected);
    }
  }

  @Test
  void withoutADescriptorTheModalitiesSeenWithinTheGraceAreAll() throws Exception {
    try (KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> harness = harness()) {
      harness.open();
      for (AlignInput input : stream("a")) {
        if (input.faces() != null) {
          harness.processElement(new StreamRecord<>(input));
        }
      }
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.setProcessingTime(CONFIG.discoveryGrace().toMillis());
      assertThat(harness.extractOutputValues().stream().mapToInt(s -> s.centres().size()).sum())
          .isEqualTo(FRAMES);
    }
  }

  @Test
  void whatComesAfterTheCloseIsLate() throws Exception {
    try (KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> harness = harness()) {
      harness.open();
      for (AlignInput input : stream("a")) {
        harness.processElement(new StreamRecord<>(input));
      }
      int given = harness.extractOutputValues().size();
      harness.processElement(new StreamRecord<>(AlignInput.of(voice("a", 3), false)));
      assertThat(harness.extractOutputValues()).hasSize(given);
      assertThat(harness.getSideOutput(AlignFunction.LATE))
          .extracting(record -> record.getValue().behind())
          .containsExactly(LateArrival.AFTER_CLOSE);
    }
  }

  @Test
  void aDescriptorWithoutDataIsForgottenInTheEnd() throws Exception {
    try (KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> harness = harness()) {
      harness.open();
      harness.processElement(new StreamRecord<>(stream("a").get(0)));
      harness.setProcessingTime(Duration.ofHours(23).toMillis());
      assertThat(harness.numKeyedStateEntries()).isOne();
      harness.setProcessingTime(Duration.ofHours(25).toMillis());
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.extractOutputValues()).isEmpty();
    }
  }
}
