package io.affectstream.features.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.features.align.VoiceSteps;
import io.affectstream.features.time.Grid;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AudioFrontEndTest {

  /** Steps of 10 ms: one audio frame each. */
  private static final Grid FRAMES = new Grid(100);

  private static final Grid STEPS = new Grid(30);
  private static final int RATE = AudioFrontEnd.SAMPLE_RATE_HZ;

  @Test
  void aStepIsTheMeanOfTheFramesCentredInIt() {
    float[] voice = Voices.voice(RATE, RATE, 1);
    float[][] frames = frontEnd(STEPS).frames(voice);
    Collected steps = analyse(STEPS, new PcmChunk(0, RATE, voice));

    assertThat(steps.steps()).isEqualTo(LongStream.rangeClosed(0, 30).toArray());
    // Step 3 is at 100 ms and spans 83.3 to 116.7 ms: frames at 90, 100 and 110 ms.
    for (int i = 0; i < AudioFrontEnd.DIMENSIONS; i++) {
      double mean = ((double) frames[9][i] + frames[10][i] + frames[11][i]) / 3;
      assertThat(steps.features()[3][i]).isEqualTo((float) mean);
    }
  }

  @Test
  void anUtteranceGivesTheFramesOfTheStream() {
    float[] voice = Voices.voice(RATE, 12_345, 2);

    Collected steps = analyse(FRAMES, new PcmChunk(0, RATE, voice));

    assertThat(steps.steps()).isEqualTo(LongStream.rangeClosed(0, 77).toArray());
    assertThat(steps.features()).isDeepEqualTo(frontEnd(STEPS).frames(voice));
    assertThat(frontEnd(STEPS).frames(new float[0])).isEmpty();
    assertThat(frontEnd(STEPS).frames(new float[1])).hasDimensions(1, 42);
  }

  @Test
  void aFrameIsReturnedWhenItsWindowIsCompleteAndTheRestAtTheEnd() {
    AudioFrontEnd frontEnd = frontEnd(FRAMES);
    VoiceState state = new VoiceState();
    float[] voice = Voices.voice(RATE, 1600, 3);

    VoiceSteps before = frontEnd.push(state, "s", chunk(0, voice, 0, 511));
    VoiceSteps first = frontEnd.push(state, "s", chunk(0, voice, 511, 512));
    VoiceSteps more = frontEnd.push(state, "s", chunk(0, voice, 512, 1600));
    VoiceSteps rest = frontEnd.finish(state, "s");

    assertThat(before.steps()).isEmpty();
    assertThat(before.progress()).isEqualTo(FRAMES.startOf(0));
    assertThat(before.end()).isFalse();
    assertThat(first.steps()).containsExactly(0);
    assertThat(first.progress()).isEqualTo(FRAMES.startOf(1));
    assertThat(more.steps()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(rest.steps()).containsExactly(7, 8, 9, 10);
    assertThat(rest.stream()).isEqualTo("s");
    assertThat(rest.progress()).isEqualTo(Long.MAX_VALUE);
    assertThat(rest.end()).isTrue();
  }

  @Test
  void theEndLeavesTheStateAsNew() {
    AudioFrontEnd frontEnd = frontEnd(STEPS);
    VoiceState state = new VoiceState();
    frontEnd.push(state, "s", new PcmChunk(5_000_000, 44_100, Voices.voice(44_100, 5_000, 4)));
    frontEnd.finish(state, "s");

    assertThat(StateBytes.write(state)).isEqualTo(StateBytes.write(new VoiceState()));
  }

  @Test
  void aStreamWithoutAudioEndsWithoutSteps() {
    AudioFrontEnd frontEnd = frontEnd(STEPS);
    VoiceState state = new VoiceState();

    VoiceSteps nothing = frontEnd.push(state, "s", new PcmChunk(7, RATE, new float[0]));
    VoiceSteps end = frontEnd.finish(state, "s");

    assertThat(nothing.steps()).isEmpty();
    assertThat(nothing.progress()).isEqualTo(Long.MIN_VALUE);
    assertThat(end.steps()).isEmpty();
    assertThat(end.features()).isEmpty();
    assertThat(end.end()).isTrue();
  }

  @Test
  void aChunkWithoutSamplesIsNoDiscontinuity() {
    float[] voice = Voices.voice(RATE, 4_000, 5);
    PcmChunk empty = new PcmChunk(99_000_000, 8_000, new float[0]);

    Collected steps =
        analyse(FRAMES, chunk(0, voice, 0, 2_000), empty, chunk(0, voice, 2_000, 4_000));

    assertThat(steps.features()).isDeepEqualTo(frontEnd(FRAMES).frames(voice));
  }

  @Test
  void nothingIsGivenWithinAGapAndBothSidesStandAlone() {
    float[] voice = Voices.voice(RATE, 2 * RATE, 6);
    float[] before = Arrays.copyOfRange(voice, 0, RATE);
    float[] after = Arrays.copyOfRange(voice, RATE, 2 * RATE);
    long resumed = 3_000_000;

    Collected steps =
        analyse(FRAMES, new PcmChunk(0, RATE, before), new PcmChunk(resumed, RATE, after));

    assertThat(steps.steps())
        .isEqualTo(
            LongStream.concat(LongStream.rangeClosed(0, 100), LongStream.rangeClosed(300, 400))
                .toArray());
    AudioFrontEnd alone = frontEnd(FRAMES);
    assertThat(Arrays.copyOfRange(steps.features(), 0, 101)).isDeepEqualTo(alone.frames(before));
    assertThat(Arrays.copyOfRange(steps.features(), 101, 202)).isDeepEqualTo(alone.frames(after));
  }

  @Test
  void aStepAtASeamIsTheMeanOverBothSides() {
    float[] voice = Voices.voice(RATE, 2 * RATE, 7);
    float[] before = Arrays.copyOfRange(voice, 0, 15_840);
    float[] after = Arrays.copyOfRange(voice, RATE, 2 * RATE);

    // Step 30 spans 983.3 to 1016.7 ms: frame 99 of the first run, at 990 ms, and frame 0 of the
    // second, at 1012 ms, after a gap of 22 ms.
    Collected steps =
        analyse(STEPS, new PcmChunk(0, RATE, before), new PcmChunk(1_012_000, RATE, after));

    float[] last = frontEnd(STEPS).frames(before)[99];
    float[] first = frontEnd(STEPS).frames(after)[0];
    assertThat(steps.steps()[30]).isEqualTo(30);
    for (int i = 0; i < AudioFrontEnd.DIMENSIONS; i++) {
      assertThat(steps.features()[30][i]).isEqualTo((float) (((double) last[i] + first[i]) / 2));
    }
  }

  @Test
  void anOverlapCountsNoTimeTwice() {
    float[] before = Voices.voice(RATE, RATE, 8);
    float[] after = Voices.voice(RATE, RATE, 9);

    Collected steps =
        analyse(FRAMES, new PcmChunk(0, RATE, before), new PcmChunk(500_000, RATE, after));

    assertThat(steps.steps()).isEqualTo(LongStream.rangeClosed(0, 150).toArray());
    float[][] first = frontEnd(FRAMES).frames(before);
    float[][] second = frontEnd(FRAMES).frames(after);
    assertThat(Arrays.copyOfRange(steps.features(), 0, 101)).isDeepEqualTo(first);
    assertThat(Arrays.copyOfRange(steps.features(), 101, 151))
        .isDeepEqualTo(Arrays.copyOfRange(second, 51, 101));
  }

  @Test
  void anotherRateStartsAnotherRun() {
    float[] wide = Voices.voice(RATE, RATE, 10);
    float[] narrow = Voices.voice(8_000, 8_000, 11);

    Collected steps =
        analyse(FRAMES, new PcmChunk(0, RATE, wide), new PcmChunk(1_000_000, 8_000, narrow));

    assertThat(steps.steps()).isEqualTo(LongStream.rangeClosed(0, 200).toArray());
    Collected alone = analyse(FRAMES, new PcmChunk(1_000_000, 8_000, narrow));
    assertThat(Arrays.copyOfRange(steps.features(), 101, 201))
        .isDeepEqualTo(Arrays.copyOfRange(alone.features(), 1, 101));
  }

  @Test
  void theToleranceDecidesWhatIsADiscontinuity() {
    float[] voice = Voices.voice(RATE, 2 * RATE, 12);
    PcmChunk first = chunk(0, voice, 0, RATE);
    float[] rest = Arrays.copyOfRange(voice, RATE, 2 * RATE);
    PcmChunk late = new PcmChunk(1_020_000, RATE, rest);
    PcmChunk later = new PcmChunk(1_020_001, RATE, rest);

    assertThat(analyse(FRAMES, first, late).features())
        .isDeepEqualTo(frontEnd(FRAMES).frames(voice));
    assertThat(analyse(FRAMES, first, later).steps()).doesNotContain(101).contains(100, 102, 202);
    AudioFrontEnd strict = new AudioFrontEnd(FRAMES, frame -> 0, Duration.ofMillis(1));
    assertThat(analyse(strict, FRAMES, first, late).steps()).doesNotContain(101).contains(102);
  }

  @Test
  void silenceIsTheFloorAndUnvoiced() {
    Collected steps = analyse(STEPS, new PcmChunk(0, RATE, new float[RATE]));

    assertThat(steps.steps()).hasSize(31);
    for (float[] row : steps.features()) {
      assertThat(row[0]).isCloseTo((float) (-100 * Math.sqrt(40)), within(1e-3f));
      for (int i = 1; i < AudioFrontEnd.DIMENSIONS; i++) {
        assertThat(row[i]).isCloseTo(0, within(1e-4f));
      }
      assertThat(row[AudioFrontEnd.PITCH]).isZero();
      assertThat(row[AudioFrontEnd.RMS]).isZero();
    }
  }

  @Test
  void theLoudestAcceptedAudioGivesFiniteFeatures() {
    float[] square = new float[44_100];
    for (int i = 0; i < square.length; i++) {
      square[i] = i / 100 % 2 == 0 ? PcmChunk.MAX_AMPLITUDE : -PcmChunk.MAX_AMPLITUDE;
    }

    for (float[] row : analyse(STEPS, new PcmChunk(0, 44_100, square)).features()) {
      for (float value : row) {
        assertThat(value).isFinite();
      }
    }
  }

  @Test
  void timesBeforeZeroAreTimes() {
    float[] voice = Voices.voice(RATE, RATE, 13);

    Collected steps = analyse(FRAMES, new PcmChunk(-2_000_000, RATE, voice));

    assertThat(steps.steps()).isEqualTo(LongStream.rangeClosed(-200, -100).toArray());
  }

  @Test
  void anHourLeavesTheStateAsSmallAsAMinute() {
    int rate = 8_000;
    float[] second = Voices.voice(rate, rate, 14);
    AudioFrontEnd frontEnd = new AudioFrontEnd(STEPS, frame -> 0);
    VoiceState state = new VoiceState();
    long steps = 0;
    int afterMinute = 0;
    int largest = 0;
    for (int s = 0; s < 3600; s++) {
      steps += frontEnd.push(state, "s", new PcmChunk(s * 1_000_000L, rate, second)).steps().length;
      largest = Math.max(largest, StateBytes.write(state).length);
      afterMinute = s == 59 ? largest : afterMinute;
    }
    steps += frontEnd.finish(state, "s").steps().length;

    assertThat(steps).isEqualTo(3600 * 30 + 1);
    assertThat(largest).isEqualTo(afterMinute).isLessThan(6_000);
  }

  @Test
  void theStateStaysSmallAtTheHighestRateAndForTheLargestChunk() {
    AudioFrontEnd frontEnd = new AudioFrontEnd(STEPS, frame -> 0);
    VoiceState state = new VoiceState();
    frontEnd.push(state, "s", new PcmChunk(0, 384_000, Voices.voice(384_000, 768_000, 15)));

    assertThat(state.input.length).isLessThanOrEqualTo(3_072);
    assertThat(state.samples.length).isLessThan(1_024);
  }

  private static AudioFrontEnd frontEnd(Grid grid) {
    return new AudioFrontEnd(grid, new Yin(RATE, AudioFrontEnd.FRAME_LENGTH));
  }

  private static Collected analyse(Grid grid, PcmChunk... chunks) {
    return analyse(frontEnd(grid), grid, chunks);
  }

  private static Collected analyse(AudioFrontEnd frontEnd, Grid grid, PcmChunk... chunks) {
    Collected collected = new Collected(grid);
    VoiceState state = new VoiceState();
    for (PcmChunk chunk : chunks) {
      collected.add(frontEnd.push(state, "s", chunk));
    }
    collected.add(frontEnd.finish(state, "s"));
    return collected;
  }

  private static PcmChunk chunk(long start, float[] samples, int from, int to) {
    return new PcmChunk(
        start + from * 1_000_000L / RATE, RATE, Arrays.copyOfRange(samples, from, to));
  }
}
