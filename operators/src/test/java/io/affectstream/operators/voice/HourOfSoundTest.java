package io.affectstream.operators.voice;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.align.AlignmentConfig;
import io.affectstream.features.align.Segment;
import io.affectstream.features.time.Grid;
import io.affectstream.features.vision.TrackerConfig;
import io.affectstream.operators.align.AlignFunction;
import io.affectstream.operators.align.AlignInput;
import io.affectstream.operators.source.AudioArrival;
import io.affectstream.operators.source.Origin;
import io.affectstream.operators.source.StreamArrival;
import io.affectstream.schemas.AudioEncoding;
import io.affectstream.schemas.Modality;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/**
 * A call of an hour, sound only, through the voice stage and the alignment: after an hour the state
 * of both has the same size as after a minute, heap does not grow, and no state remains at the end.
 */
class HourOfSoundTest {

  private static final String STREAM = "call";
  private static final int RATE = 8_000;
  private static final int CHUNK = RATE / 10;
  private static final int CHUNKS_PER_MINUTE = 600;
  private static final int MINUTES = 60;
  private static final int WARM = 5;
  private static final int STEPS_PER_SECOND = 30;
  private static final AlignmentConfig ALIGNMENT = AlignmentConfig.strict(STEPS_PER_SECOND, 60, 15);

  /** An hour of features alone would be 18 MB, of samples 58 MB. */
  private static final long HEAP_NOISE = 4_000_000;

  private final KeyedOneInputStreamOperatorTestHarness<String, AudioArrival, AlignInput> voice;
  private final KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> align;
  private final byte[] noise = new byte[2 * CHUNK];
  private long sequence;
  private long segments;

  HourOfSoundTest() throws Exception {
    voice =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(
                new VoiceFunction(new Grid(STEPS_PER_SECOND), FlatPitch.NAME)),
            AudioArrival::stream,
            Types.STRING);
    align =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(
                new AlignFunction(ALIGNMENT, TrackerConfig.DEFAULT, Duration.ofMinutes(2), 10, 0)),
            AlignInput::stream,
            Types.STRING);
    ByteBuffer samples = ByteBuffer.wrap(noise).order(ByteOrder.LITTLE_ENDIAN);
    Random random = new Random(7);
    for (int i = 0; i < CHUNK; i++) {
      samples.putShort((short) (2000 * random.nextGaussian()));
    }
  }

  @Test
  void stateAndHeapAreFlat() throws Exception {
    try (voice;
        align) {
      voice.open();
      align.open();
      StreamArrival descriptor = new StreamArrival(STREAM, List.of(Modality.VOICE), "", false);
      align.processElement(new StreamRecord<>(AlignInput.of(descriptor)));
      long[] state = new long[MINUTES];
      long heapWhenWarm = 0;
      for (int minute = 0; minute < MINUTES; minute++) {
        for (int chunk = 0; chunk < CHUNKS_PER_MINUTE; chunk++) {
          hear(noise, false);
        }
        state[minute] = size(voice) + size(align);
        if (minute == WARM) {
          heapWhenWarm = heap();
        }
      }

      assertThat(segments).isGreaterThan(3_500L * 2);
      assertThat(state[0]).as("bytes of a window of features").isGreaterThan(20_000);
      assertThat(Arrays.stream(state).distinct().toArray())
          .as("state after each minute")
          .hasSize(1);
      assertThat(heap() - heapWhenWarm).as("growth of the heap").isLessThan(HEAP_NOISE);

      hear(new byte[0], true);
      assertThat(voice.numKeyedStateEntries()).isZero();
    }
  }

  private void hear(byte[] data, boolean end) throws Exception {
    long time = sequence * 100_000;
    voice.processElement(
        new StreamRecord<>(
            new AudioArrival(
                STREAM,
                sequence,
                sequence,
                time,
                RATE,
                1,
                AudioEncoding.PCM_S16LE,
                data,
                end,
                new Origin("affect.audio", 0, sequence))));
    sequence++;
    for (AlignInput voiced : voice.extractOutputValues()) {
      align.processElement(new StreamRecord<>(voiced));
    }
    voice.getOutput().clear();
    segments += align.getOutput().size();
    align.getOutput().clear();
  }

  private long size(KeyedOneInputStreamOperatorTestHarness<?, ?, ?> harness) throws Exception {
    return harness.snapshot(sequence, sequence).getStateSize();
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
