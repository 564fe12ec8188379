package io.affectstream.operators.align;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.align.AlignmentConfig;
import io.affectstream.features.align.FaceFrame;
import io.affectstream.features.align.Segment;
import io.affectstream.features.align.SpokenWords;
import io.affectstream.features.align.SpokenWords.SpokenWord;
import io.affectstream.features.align.VoiceSteps;
import io.affectstream.features.speaking.SpeakingMode;
import io.affectstream.features.time.Grid;
import io.affectstream.features.vision.Face;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.features.vision.TrackerConfig;
import io.affectstream.operators.source.Refusal;
import io.affectstream.operators.source.StreamArrival;
import io.affectstream.schemas.DeadLetterReason;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.NoWords;
import io.affectstream.schemas.Reason;
import io.affectstream.schemas.StreamEnd;
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
  private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration RETENTION = IDLE_TIMEOUT.dividedBy(2);
  private static final int FRAMES = 40;

  private KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> harness()
      throws Exception {
    return harness(CONFIG);
  }

  private KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> harness(
      AlignmentConfig config) throws Exception {
    return harness(config, 0);
  }

  private KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> harness(
      AlignmentConfig config, int liveEvery) throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(
                new AlignFunction(config, TrackerConfig.DEFAULT, IDLE_TIMEOUT, 10, liveEvery)),
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
      assertThat(segments.get(segments.size() - 1).close()).isEqualTo(StreamEnd.END_OF_STREAM);
      assertThat(harness.numKeyedStateEntries()).as("only the mark that it is closed").isOne();
      harness.setProcessingTime(RETENTION.toMillis() + 1);
      assertThat(harness.numKeyedStateEntries()).isZero();
      harness.setProcessingTime(CONFIG.discoveryGrace().toMillis() + RETENTION.toMillis() + 1);
      assertThat(harness.numProcessingTimeTimers()).isZero();
    }
  }

  @Test
  void windowsOfThePastLeaveTheSegmentsAndTheStateAsTheyAre() throws Exception {
    List<String> expected = new ArrayList<>();
    for (int every : new int[] {0, 1, 4}) {
      try (KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> harness =
          harness(CONFIG, every)) {
        harness.open();
        for (AlignInput input : stream("a")) {
          harness.processElement(new StreamRecord<>(input));
        }
        List<String> segments = text(harness.extractOutputValues());
        expected.addAll(expected.isEmpty() ? segments : List.of());
        assertThat(segments).isEqualTo(expected);
        List<Segment> windows =
            harness.getSideOutput(AlignFunction.LIVE).stream().map(StreamRecord::getValue).toList();
        assertThat(windows.stream().flatMap(window -> window.centres().stream()))
            .hasSize(every == 0 ? 0 : FRAMES / every);
        assertThat(windows.get(windows.size() - 1).close()).isEqualTo(StreamEnd.END_OF_STREAM);
        assertThat(harness.numKeyedStateEntries()).isOne();
      }
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
      assertThat(harness.getSideOutput(Refusal.TAG))
          .singleElement()
          .satisfies(
              record -> {
                assertThat(record.getValue().reason()).isEqualTo(DeadLetterReason.LATE);
                assertThat(record.getValue().message()).contains("after the stream was closed");
              });
    }
  }

  @Test
  void aModalityThatIsPromisedAndNeverComesClosesTheStreamAsIdleWithAllItsRows() throws Exception {
    List<AlignInput> inputs = stream("a").stream().filter(input -> input.words() == null).toList();
    try (KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> harness = harness()) {
      harness.open();
      for (AlignInput input : inputs) {
        harness.processElement(new StreamRecord<>(input));
      }
      harness.setProcessingTime(IDLE_TIMEOUT.toMillis() - 1);
      assertThat(harness.extractOutputValues()).as("words may still come").isEmpty();
      harness.setProcessingTime(IDLE_TIMEOUT.toMillis());
      List<Segment> segments = harness.extractOutputValues();
      assertThat(steps(segments)).isEqualTo(FRAMES);
      assertThat(segments.get(segments.size() - 1).close()).isEqualTo(StreamEnd.IDLE);
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void aModalityThatComesAtLastIsNotGivenUp() throws Exception {
    List<AlignInput> inputs = stream("a");
    try (KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> harness = harness()) {
      harness.open();
      for (AlignInput input : inputs) {
        if (input.words() == null) {
          harness.processElement(new StreamRecord<>(input));
        }
      }
      harness.setProcessingTime(IDLE_TIMEOUT.toMillis() - 1);
      harness.processElement(new StreamRecord<>(AlignInput.of(words("a"), false)));
      harness.setProcessingTime(3 * IDLE_TIMEOUT.toMillis());
      List<Segment> segments = harness.extractOutputValues();
      assertThat(segments).noneMatch(segment -> segment.close() == StreamEnd.IDLE);
      assertThat(spokenSteps(segments)).isPositive();
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

  /** A stage restored at a time, with its overdue timers fired. */
  private KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> restored(
      OperatorSubtaskState snapshot, long now) throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> harness = harness();
    harness.setProcessingTime(now);
    harness.initializeState(snapshot);
    harness.open();
    harness.setProcessingTime(now + 1);
    return harness;
  }

  private static final long OUTAGE = Duration.ofHours(1).toMillis();

  @Test
  void aDescriptorThatLayInItsTopicWhileTheJobWasDownIsNotLate() throws Exception {
    List<AlignInput> inputs = stream("a");
    List<AlignInput> faces = inputs.stream().filter(input -> input.faces() != null).toList();
    OperatorSubtaskState snapshot;
    try (KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> before = harness()) {
      before.open();
      for (AlignInput input : faces) {
        before.processElement(new StreamRecord<>(input));
      }
      snapshot = before.snapshot(1, 1);
    }
    try (KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> after =
        restored(snapshot, OUTAGE)) {
      assertThat(after.extractOutputValues()).isEmpty();
      for (AlignInput input : inputs) {
        if (input.faces() == null) {
          after.processElement(new StreamRecord<>(input));
        }
      }
      assertThat(after.extractOutputValues().stream().mapToInt(s -> s.wordVectors().length).sum())
          .as("the words were waited for")
          .isPositive();
    }
    try (KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> after =
        restored(snapshot, OUTAGE)) {
      after.setProcessingTime(OUTAGE + CONFIG.discoveryGrace().toMillis());
      assertThat(after.extractOutputValues()).as("the grace began anew").isEmpty();
      after.setProcessingTime(OUTAGE + 1 + CONFIG.discoveryGrace().toMillis());
      assertThat(after.extractOutputValues().stream().mapToInt(s -> s.centres().size()).sum())
          .isEqualTo(FRAMES);
    }
  }

  @Test
  void aClosedStreamIsStillRememberedAfterAnOutage() throws Exception {
    OperatorSubtaskState snapshot;
    try (KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> before = harness()) {
      before.open();
      for (AlignInput input : stream("a")) {
        before.processElement(new StreamRecord<>(input));
      }
      snapshot = before.snapshot(1, 1);
    }
    try (KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> after =
        restored(snapshot, OUTAGE)) {
      after.processElement(new StreamRecord<>(AlignInput.of(voice("a", 3), false)));
      assertThat(after.getSideOutput(Refusal.TAG))
          .singleElement()
          .satisfies(
              record -> {
                assertThat(record.getValue().reason()).isEqualTo(DeadLetterReason.LATE);
                assertThat(record.getValue().message()).contains("after the stream was closed");
              });
      after.setProcessingTime(OUTAGE + 1 + RETENTION.toMillis());
      assertThat(after.numKeyedStateEntries()).isZero();
    }
  }

  private static final int SECONDS = 12;
  private static final int LATENESS = 5;

  /** A word in each second; transcripts lag behind the voice, which defines the rows. */
  private static List<AlignInput> speech(int lateness) {
    List<AlignInput> inputs = new ArrayList<>();
    List<Modality> modalities = List.of(Modality.VOICE, Modality.WORDS);
    inputs.add(AlignInput.of(new StreamArrival("a", modalities, "en", true)));
    inputs.add(AlignInput.of(new SpokenWords("a", List.of(), 0, false), false));
    for (int second = 0; second < SECONDS + lateness; second++) {
      for (int i = 30 * second; second < SECONDS && i < 30 * (second + 1); i++) {
        inputs.add(AlignInput.of(voice("a", i), false));
      }
      if (second >= lateness) {
        long start = (second - lateness) * 1_000_000L;
        SpokenWord word = new SpokenWord(start + 200_000, start + 500_000, new float[] {second});
        inputs.add(
            AlignInput.of(new SpokenWords("a", List.of(word), start + 1_000_000, false), false));
      }
    }
    inputs.add(
        AlignInput.of(
            new VoiceSteps("a", new long[0], new float[0][], Long.MAX_VALUE, true), false));
    inputs.add(AlignInput.of(new SpokenWords("a", List.of(), Long.MAX_VALUE, true), false));
    return inputs;
  }

  private static AlignmentConfig bounded(Duration maxLagWords) {
    return new AlignmentConfig(
        30,
        6,
        5,
        AlignmentConfig.Mode.BOUNDED,
        Duration.ofSeconds(2),
        Duration.ofSeconds(2),
        maxLagWords,
        Duration.ofSeconds(10),
        SpeakingMode.OFF);
  }

  /** Steps within a word, over all segments, without halos. */
  private static long spokenSteps(List<Segment> segments) {
    return segments.stream()
        .mapToLong(s -> s.centres().stream().filter(c -> s.wordAt()[c.step()] >= 0).count())
        .sum();
  }

  private static long steps(List<Segment> segments) {
    return segments.stream().mapToLong(s -> s.centres().size()).sum();
  }

  @Test
  void boundedWithTranscripts5SecondsLateGoesOnWithoutThemAndCountsThemLate() throws Exception {
    List<AlignInput> inputs = speech(LATENESS);
    try (KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> harness =
        harness(bounded(Duration.ofSeconds(3)))) {
      harness.open();
      long through = 0;
      for (AlignInput input : inputs) {
        harness.processElement(new StreamRecord<>(input));
        if (input.voice() != null && !input.voice().end()) {
          through = input.voice().progress();
          long behind = through - GRID.startOf(steps(harness.extractOutputValues()));
          assertThat(behind)
              .as("rows wait for the words' bound, a halo and a segment, no longer")
              .isLessThanOrEqualTo(3_000_000L + GRID.startOf(6 + 5 + 2));
        }
      }
      List<Segment> segments = harness.extractOutputValues();
      assertThat(steps(segments)).isEqualTo(30L * SECONDS);
      long late = harness.getSideOutput(Refusal.TAG).size();
      assertThat(late).as("late words").isEqualTo(SECONDS);
      assertThat(harness.getSideOutput(Refusal.TAG))
          .allMatch(record -> record.getValue().message().startsWith("WORDS at "));
      assertThat(spokenSteps(segments)).isZero();
    }
  }

  @Test
  void strictWithTranscripts5SecondsLateWaitsAndIncludesThem() throws Exception {
    List<Segment> expected = given(CONFIG, speech(0));
    List<Segment> segments = given(CONFIG, speech(LATENESS));
    assertThat(text(segments)).isEqualTo(text(expected));
    assertThat(spokenSteps(segments)).isEqualTo(9L * SECONDS);
  }

  private List<Segment> given(AlignmentConfig config, List<AlignInput> inputs) throws Exception {
    try (KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> harness =
        harness(config)) {
      harness.open();
      for (AlignInput input : inputs) {
        harness.processElement(new StreamRecord<>(input));
      }
      assertThat(harness.getSideOutput(Refusal.TAG)).isNull();
      return harness.extractOutputValues();
    }
  }

  @Test
  void theReasonForNoWordsIsInEverySegment() throws Exception {
    List<AlignInput> inputs = new ArrayList<>();
    inputs.add(speech(0).get(0));
    inputs.add(
        AlignInput.of(new SpokenWords("a", List.of(), 0, true, NoWords.LANGUAGE_UNKNOWN), false));
    for (int i = 0; i < 60; i++) {
      inputs.add(AlignInput.of(voice("a", i), false));
    }
    assertThat(given(CONFIG, inputs))
        .isNotEmpty()
        .allMatch(segment -> segment.noWords() == NoWords.LANGUAGE_UNKNOWN);
  }
}
