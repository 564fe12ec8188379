package io.affectstream.operators.voice;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.align.VoiceSteps;
import io.affectstream.features.time.Grid;
import io.affectstream.operators.align.AlignInput;
import io.affectstream.operators.source.AudioArrival;
import io.affectstream.operators.source.Origin;
import io.affectstream.operators.source.Refusal;
import io.affectstream.schemas.AudioEncoding;
import io.affectstream.schemas.DeadLetterReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class VoiceFunctionTest {

  private static final Grid GRID = new Grid(30);
  private static final int RATE = 8_000;
  private static final long MICROS = 1_000_000;

  private static KeyedOneInputStreamOperatorTestHarness<String, AudioArrival, AlignInput> harness(
      String pitchTracker) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new VoiceFunction(GRID, pitchTracker)),
        AudioArrival::stream,
        Types.STRING);
  }

  /** A gliding tone with noise. */
  private static byte[] sound(int samples) {
    Random random = new Random(7);
    ByteBuffer bytes = ByteBuffer.allocate(2 * samples).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < samples; i++) {
      double seconds = i / (double) RATE;
      double tone = Math.sin(2 * Math.PI * (150 + 40 * seconds) * seconds);
      bytes.putShort((short) (9000 * tone + 500 * random.nextGaussian()));
    }
    return bytes.array();
  }

  private static AudioArrival chunk(String stream, long sequence, byte[] sound, int from, int to) {
    return arrival(
        stream, sequence, from * MICROS / RATE, Arrays.copyOfRange(sound, 2 * from, 2 * to), false);
  }

  private static AudioArrival end(String stream, long sequence) {
    return arrival(stream, sequence, 0, new byte[0], true);
  }

  private static AudioArrival arrival(
      String stream, long sequence, long time, byte[] data, boolean end) {
    return new AudioArrival(
        stream,
        sequence,
        sequence,
        time,
        RATE,
        1,
        AudioEncoding.PCM_S16LE,
        data,
        end,
        new Origin("affect.audio", 2, 100 + sequence));
  }

  /** The sound cut at these positions, and its end. */
  private static List<AudioArrival> cut(String stream, byte[] sound, Iterable<Integer> at) {
    List<AudioArrival> chunks = new ArrayList<>();
    int from = 0;
    for (int to : at) {
      chunks.add(chunk(stream, chunks.size(), sound, from, to));
      from = to;
    }
    chunks.add(chunk(stream, chunks.size(), sound, from, sound.length / 2));
    chunks.add(end(stream, chunks.size()));
    return chunks;
  }

  /** Every step as exact text, independent of the chunking. */
  private static List<String> steps(List<AlignInput> inputs) {
    List<String> steps = new ArrayList<>();
    for (AlignInput input : inputs) {
      VoiceSteps voice = input.voice();
      for (int i = 0; i < voice.steps().length; i++) {
        steps.add(
            "%s %d %s"
                .formatted(voice.stream(), voice.steps()[i], Arrays.toString(voice.features()[i])));
      }
    }
    return steps;
  }

  private static List<AlignInput> whole(List<AudioArrival> chunks) throws Exception {
    try (KeyedOneInputStreamOperatorTestHarness<String, AudioArrival, AlignInput> harness =
        harness("yin")) {
      harness.open();
      for (AudioArrival chunk : chunks) {
        harness.processElement(new StreamRecord<>(chunk));
      }
      return harness.extractOutputValues();
    }
  }

  @Test
  void givesEveryStepOnceTheEndLastAndLeavesNoState() throws Exception {
    byte[] sound = sound(RATE);
    try (KeyedOneInputStreamOperatorTestHarness<String, AudioArrival, AlignInput> harness =
        harness("yin")) {
      harness.open();
      List<AudioArrival> chunks = cut("a", sound, List.of(800, 1_600, 2_400, 3_200));
      for (AudioArrival chunk : chunks.subList(0, chunks.size() - 1)) {
        harness.processElement(new StreamRecord<>(chunk));
        assertThat(harness.numKeyedStateEntries()).isOne();
      }
      harness.processElement(new StreamRecord<>(end("a", chunks.size())));
      assertThat(harness.numKeyedStateEntries()).isZero();
      List<VoiceSteps> voice =
          harness.extractOutputValues().stream().map(AlignInput::voice).toList();
      assertThat(voice.stream().flatMapToLong(v -> Arrays.stream(v.steps())).toArray())
          .as("steps 0 to 30, of 1 s")
          .containsExactly(LongStream.rangeClosed(0, 30).toArray());
      assertThat(voice).extracting(VoiceSteps::end).endsWith(false, true);
      assertThat(voice.get(voice.size() - 1).progress()).isEqualTo(Long.MAX_VALUE);
      assertThat(harness.getSideOutput(Refusal.TAG)).isNull();
    }
  }

  @Test
  void aRestoreAnywhereAndAnyCutGiveTheSameBits() throws Exception {
    byte[] sound = sound(RATE / 2);
    List<String> expected = steps(whole(cut("a", sound, List.of())));
    assertThat(expected).hasSizeGreaterThan(14);
    Random random = new Random(11);
    for (int round = 0; round < 2; round++) {
      TreeSet<Integer> at = new TreeSet<>();
      for (int i = 0; i < 6; i++) {
        at.add(1 + random.nextInt(sound.length / 2 - 1));
      }
      List<AudioArrival> chunks = cut("a", sound, at);
      for (int cut = 1; cut < chunks.size(); cut++) {
        assertThat(steps(restored(chunks, cut)))
            .as("cut at %s, restored after chunk %d", at, cut)
            .isEqualTo(expected);
      }
    }
  }

  private static List<AlignInput> restored(List<AudioArrival> chunks, int cut) throws Exception {
    List<AlignInput> given = new ArrayList<>();
    OperatorSubtaskState snapshot;
    try (KeyedOneInputStreamOperatorTestHarness<String, AudioArrival, AlignInput> before =
        harness("yin")) {
      before.open();
      for (AudioArrival chunk : chunks.subList(0, cut)) {
        before.processElement(new StreamRecord<>(chunk));
      }
      given.addAll(before.extractOutputValues());
      snapshot = before.snapshot(1, 1);
    }
    try (KeyedOneInputStreamOperatorTestHarness<String, AudioArrival, AlignInput> after =
        harness("yin")) {
      after.initializeState(snapshot);
      after.open();
      for (AudioArrival chunk : chunks.subList(cut, chunks.size())) {
        after.processElement(new StreamRecord<>(chunk));
      }
      given.addAll(after.extractOutputValues());
      assertThat(after.numKeyedStateEntries()).isZero();
    }
    return given;
  }

  @Test
  void aBadChunkIsRefusedWithItsCoordinatesAndTheRestIsUsed() throws Exception {
    byte[] sound = sound(RATE);
    byte[] odd = Arrays.copyOfRange(sound, 0, 1_601);
    try (KeyedOneInputStreamOperatorTestHarness<String, AudioArrival, AlignInput> harness =
        harness("yin")) {
      harness.open();
      harness.processElement(new StreamRecord<>(arrival("a", 0, 0, odd, false)));
      assertThat(harness.numKeyedStateEntries()).as("no sound arrived yet").isZero();
      harness.processElement(new StreamRecord<>(chunk("a", 1, sound, 0, 800)));
      harness.processElement(new StreamRecord<>(arrival("a", 2, 100_000, odd, false)));
      harness.processElement(new StreamRecord<>(chunk("a", 3, sound, 800, 1_600)));
      harness.processElement(new StreamRecord<>(end("a", 4)));
      assertThat(steps(harness.extractOutputValues()))
          .as("those of the two good chunks")
          .isEqualTo(
              steps(
                  whole(
                      List.of(
                          chunk("a", 0, sound, 0, 800),
                          chunk("a", 1, sound, 800, 1_600),
                          end("a", 2)))));
      List<Refusal> refusals =
          harness.getSideOutput(Refusal.TAG).stream().map(StreamRecord::getValue).toList();
      assertThat(refusals)
          .extracting(Refusal::origin)
          .containsExactly(new Origin("affect.audio", 2, 100), new Origin("affect.audio", 2, 102));
      assertThat(refusals)
          .allSatisfy(
              refusal -> {
                assertThat(refusal.reason()).isEqualTo(DeadLetterReason.BAD_AUDIO_FORMAT);
                assertThat(refusal.stream()).isEqualTo("a");
                assertThat(refusal.message()).contains("expected a multiple of 2", "found 1601");
                assertThat(refusal.head()).isEqualTo(Arrays.copyOf(odd, 256));
              });
      assertThat(refusals.get(1).time()).isEqualTo(100_000);
    }
  }

  @Test
  void anHourOfSoundKeepsTheStateFlat() throws Exception {
    byte[] second = sound(RATE);
    List<Long> sizes = new ArrayList<>();
    long steps = 0;
    try (KeyedOneInputStreamOperatorTestHarness<String, AudioArrival, AlignInput> harness =
        harness(FlatPitch.NAME)) {
      harness.open();
      for (int i = 0; i < 3_600; i++) {
        harness.processElement(new StreamRecord<>(arrival("a", i, i * MICROS, second, false)));
        for (AlignInput input : harness.extractOutputValues()) {
          steps += input.voice().steps().length;
        }
        harness.getOutput().clear();
        if (i % 600 == 9) {
          sizes.add(harness.snapshot(i, i).getManagedKeyedState().iterator().next().getStateSize());
        }
      }
      harness.processElement(new StreamRecord<>(end("a", 3_600)));
      for (AlignInput input : harness.extractOutputValues()) {
        steps += input.voice().steps().length;
      }
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
    assertThat(steps).as("30 a second, and the last instant's").isEqualTo(3_600 * 30 + 1);
    assertThat(sizes).hasSize(6).containsOnly(sizes.get(0));
    assertThat(sizes.get(0)).as("bytes, for 1024 samples and less").isBetween(500L, 12_000L);
  }
}
