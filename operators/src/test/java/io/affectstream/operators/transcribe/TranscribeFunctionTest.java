package io.affectstream.operators.transcribe;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.speech.RecognisedWord;
import io.affectstream.features.speech.SpeechConfig;
import io.affectstream.features.testing.TestSpeech;
import io.affectstream.inference.speech.SpokenTranscript;
import io.affectstream.operators.source.AudioArrival;
import io.affectstream.operators.source.Origin;
import io.affectstream.operators.source.Refusal;
import io.affectstream.operators.source.StreamArrival;
import io.affectstream.schemas.AudioEncoding;
import io.affectstream.schemas.DeadLetterReason;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.NoWords;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The stage on a real model; the speech is synthesised Korean. */
class TranscribeFunctionTest {

  private static final int RATE = TestSpeech.RATE;
  private static final int CHUNK = RATE / 10;
  private static final SpeechConfig CUT_EARLY =
      new SpeechConfig(
          Duration.ofMillis(2_800),
          Duration.ofSeconds(3),
          Duration.ofMillis(200),
          Duration.ofMillis(500));

  private static String model;
  private static List<AudioArrival> spoken;
  private static List<SpokenTranscript> expected;

  private static final class Harness
      extends KeyedTwoInputStreamOperatorTestHarness<
          String, AudioArrival, StreamArrival, SpokenTranscript> {

    Harness(SpeechSettings settings) throws Exception {
      super(
          new KeyedCoProcessOperator<>(new TranscribeFunction(settings)),
          AudioArrival::stream,
          StreamArrival::stream,
          Types.STRING);
    }

    void hear(AudioArrival chunk) throws Exception {
      processElement1(chunk, 0);
    }

    void describe(StreamArrival descriptor) throws Exception {
      processElement2(descriptor, 0);
    }

    List<SpokenTranscript> said() {
      return extractOutputValues();
    }
  }

  /** 3.1 s of speech without a pause, then silence. */
  @BeforeAll
  static void speak() throws Exception {
    model = TestSpeech.koreanModel().toString();
    short[] speech = TestSpeech.speakKorean("안녕하세요 오늘 날씨가 정말 좋습니다", 170);
    spoken = chunks("a", TestSpeech.place(4 * RATE, new int[] {0}, List.of(speech)), CHUNK);
    expected = run(settings(4), spoken, -1);
  }

  private static SpeechSettings settings(int recognisers) {
    return new SpeechSettings(
        Map.of("ko", model), "", CUT_EARLY, recognisers, Duration.ofSeconds(10));
  }

  private static StreamArrival korean(String stream) {
    return new StreamArrival(stream, List.of(Modality.VOICE, Modality.WORDS), "ko-KR", true);
  }

  private static List<AudioArrival> chunks(String stream, short[] samples, int size) {
    List<AudioArrival> chunks = new ArrayList<>();
    for (int from = 0; from < samples.length; from += size) {
      int to = Math.min(samples.length, from + size);
      ByteBuffer bytes = ByteBuffer.allocate(2 * (to - from)).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = from; i < to; i++) {
        bytes.putShort(samples[i]);
      }
      chunks.add(chunk(stream, chunks.size(), from * 1_000_000L / RATE, bytes.array(), false));
    }
    chunks.add(chunk(stream, chunks.size(), samples.length * 1_000_000L / RATE, new byte[0], true));
    return chunks;
  }

  private static AudioArrival chunk(
      String stream, long sequence, long time, byte[] data, boolean end) {
    Origin origin = new Origin("affect.audio", 0, sequence);
    return new AudioArrival(
        stream, sequence, sequence, time, RATE, 1, AudioEncoding.PCM_S16LE, data, end, origin);
  }

  /**
   * The output for a stream; before chunk {@code failure} the stage is restored from a snapshot.
   */
  private static List<SpokenTranscript> run(
      SpeechSettings settings, List<AudioArrival> chunks, int failure) throws Exception {
    List<SpokenTranscript> said = new ArrayList<>();
    OperatorSubtaskState snapshot = null;
    int from = 0;
    if (failure >= 0) {
      try (Harness first = new Harness(settings)) {
        first.open();
        first.describe(korean("a"));
        for (AudioArrival chunk : chunks.subList(0, failure)) {
          first.hear(chunk);
        }
        said.addAll(first.said());
        snapshot = first.snapshot(1, 1);
        first.hear(chunks.get(failure)); // is lost with the failure
      }
      from = failure;
    }
    try (Harness harness = new Harness(settings)) {
      if (snapshot == null) {
        harness.open();
        harness.describe(korean("a"));
      } else {
        harness.initializeState(snapshot);
        harness.open();
      }
      for (AudioArrival chunk : chunks.subList(from, chunks.size())) {
        harness.hear(chunk);
      }
      said.addAll(harness.said());
      assertThat(harness.numKeyedStateEntries()).as("state is left").isZero();
    }
    return said;
  }

  @Test
  void tellsPartialAndFinalWordsProgressAndTheEnd() {
    assertThat(expected).extracting(SpokenTranscript::sequence).first().isEqualTo(0L);
    for (int i = 1; i < expected.size(); i++) {
      SpokenTranscript before = expected.get(i - 1);
      SpokenTranscript after = expected.get(i);
      assertThat(after.sequence()).isEqualTo(before.sequence() + 1);
      assertThat(after.completeThrough()).isGreaterThanOrEqualTo(before.completeThrough());
      assertThat(after.words())
          .allMatch(word -> !after.complete() || word.start() >= before.completeThrough());
    }
    List<RecognisedWord> words =
        expected.stream()
            .filter(SpokenTranscript::complete)
            .flatMap(transcript -> transcript.words().stream())
            .toList();
    assertThat(words).hasSizeGreaterThan(3);
    assertThat(words).isSortedAccordingTo((a, b) -> Long.compare(a.start(), b.start()));
    assertThat(expected).as("partial words").anyMatch(t -> !t.complete() && !t.words().isEmpty());
    assertThat(expected.stream().filter(t -> t.complete() && !t.words().isEmpty()))
        .as("the utterance was cut")
        .hasSizeGreaterThan(1);
    SpokenTranscript end = expected.get(expected.size() - 1);
    assertThat(end.end()).isTrue();
    assertThat(end.words()).isEmpty();
    assertThat(end.noWords()).isEqualTo(NoWords.NONE);
    assertThat(end.completeThrough()).isEqualTo(4_000_000);
  }

  @Test
  void aRestoreAtAnyPointChangesNothing() throws Exception {
    for (int failure : List.of(21, 32)) {
      assertThat(run(settings(4), spoken, failure)).as("at %d", failure).isEqualTo(expected);
    }
  }

  @Test
  void neitherTheCutOfTheAudioNorAnEvictedRecogniserChangesWhatIsSaid() throws Exception {
    short[] all = new short[4 * RATE];
    ByteBuffer bytes = ByteBuffer.allocate(2 * all.length).order(ByteOrder.LITTLE_ENDIAN);
    spoken.forEach(chunk -> bytes.put(chunk.data()));
    bytes.flip().asShortBuffer().get(all);
    try (Harness harness = new Harness(settings(1))) {
      harness.open();
      harness.describe(korean("a"));
      harness.describe(korean("b"));
      List<AudioArrival> others = chunks("b", new short[4_000], 4_000);
      List<AudioArrival> chunks = chunks("a", all, 7_001);
      for (int i = 0; i < chunks.size(); i++) {
        harness.hear(chunks.get(i));
        if (i == 4) {
          others.forEach(
              chunk -> {
                try {
                  harness.hear(chunk);
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              });
        }
      }
      assertThat(harness.said().stream().filter(t -> t.stream().equals("a"))).isEqualTo(expected);
      assertThat(harness.said().stream().filter(t -> t.stream().equals("b")))
          .last()
          .matches(SpokenTranscript::end);
    }
  }

  @Test
  void audioWaitsForItsDescriptor() throws Exception {
    List<AudioArrival> chunks = spoken.subList(0, 3);
    try (Harness harness = new Harness(settings(4))) {
      harness.open();
      for (AudioArrival chunk : chunks) {
        harness.hear(chunk);
      }
      assertThat(harness.said()).isEmpty();
      harness.describe(korean("a"));
      harness.hear(spoken.get(spoken.size() - 1));
      assertThat(harness.said()).last().matches(SpokenTranscript::end);
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void aDescriptorThatLayInItsTopicWhileTheJobWasDownIsNotLate() throws Exception {
    OperatorSubtaskState snapshot;
    try (Harness before = new Harness(settings(4))) {
      before.open();
      for (AudioArrival chunk : spoken.subList(0, 3)) {
        before.hear(chunk);
      }
      snapshot = before.snapshot(1, 1);
    }
    long outage = Duration.ofHours(1).toMillis();
    try (Harness after = new Harness(settings(4))) {
      after.setProcessingTime(outage);
      after.initializeState(snapshot);
      after.open();
      after.setProcessingTime(outage + 1);
      after.describe(korean("a"));
      for (AudioArrival chunk : spoken.subList(3, spoken.size())) {
        after.hear(chunk);
      }
      assertThat(after.said()).isEqualTo(expected);
    }
    try (Harness after = new Harness(settings(4))) {
      after.setProcessingTime(outage);
      after.initializeState(snapshot);
      after.open();
      after.setProcessingTime(outage + 1);
      after.setProcessingTime(outage + 1 + 10_000);
      after.describe(korean("a"));
      after.hear(spoken.get(spoken.size() - 1));
      assertThat(after.said()).as("the grace began anew, and is over").isEmpty();
    }
  }

  @Test
  void anUnknownLanguageEndsTheWordsAtOnceWithTheReason() throws Exception {
    try (Harness harness = new Harness(settings(4))) {
      harness.open();
      harness.describe(new StreamArrival("a", List.of(Modality.WORDS), "", true));
      harness.describe(new StreamArrival("b", List.of(Modality.WORDS), "tlh", true));
      harness.describe(new StreamArrival("c", List.of(Modality.VOICE), "ko", false));
      for (String stream : List.of("a", "b", "c")) {
        for (AudioArrival chunk : chunks(stream, new short[2 * RATE], RATE)) {
          harness.hear(chunk);
        }
      }
      harness.hear(chunk("d", 0, 0, new byte[0], false));
      harness.setProcessingTime(10_000);
      harness.hear(chunk("d", 1, 0, new byte[0], true));
      assertThat(harness.said())
          .containsExactly(
              new SpokenTranscript("a", 0, List.of(), true, 0, true, NoWords.LANGUAGE_UNKNOWN),
              new SpokenTranscript("b", 0, List.of(), true, 0, true, NoWords.NO_SPEECH_MODEL));
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void aDescriptorWithoutAudioIsForgotten() throws Exception {
    try (Harness harness = new Harness(settings(4))) {
      harness.open();
      harness.describe(korean("a"));
      assertThat(harness.numKeyedStateEntries()).isPositive();
      harness.setProcessingTime(Duration.ofDays(1).toMillis());
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void audioThatCannotBeReadIsRefused() throws Exception {
    try (Harness harness = new Harness(settings(4))) {
      harness.open();
      harness.describe(korean("a"));
      harness.hear(chunk("a", 0, 0, new byte[3], false));
      assertThat(harness.getSideOutput(Refusal.TAG))
          .singleElement()
          .satisfies(
              refused ->
                  assertThat(refused.getValue().reason())
                      .isEqualTo(DeadLetterReason.BAD_AUDIO_FORMAT));
    }
  }
}
