package io.affectstream.features.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.time.Grid;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.AudioEncoding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The features are bit-identical for every division of a stream into records. */
class ChunkingPropertyTest {

  private static final Grid GRID = new Grid(30);
  private static final long START = 123_457_001;

  private final AudioFrontEnd one = frontEnd();
  private final AudioFrontEnd other = frontEnd();

  @Property(tries = 60)
  void anyChunkingEqualsTheWhole(
      @ForAll("rates") int rate,
      @ForAll @IntRange(min = 1, max = 3) int channels,
      @ForAll @IntRange(min = 1, max = 1200) int millis,
      @ForAll @IntRange(min = 1, max = 300) int longestMillis,
      @ForAll long seed)
      throws AudioFormatException {
    Wave recording = new Wave(rate, channels, millis, START, seed);

    Collected whole = analyse(List.of(recording), Integer.MAX_VALUE, 0, seed);
    Collected cut = analyse(List.of(recording), longestMillis, 0, seed);

    assertThat(whole.steps()).isNotEmpty();
    assertSame(cut, whole);
  }

  @Property(tries = 20)
  void jitterWithinTheToleranceFollowsTheSampleClock(
      @ForAll("rates") int rate,
      @ForAll @IntRange(min = 300, max = 900) int millis,
      @ForAll @IntRange(min = 1, max = 100) int longestMillis,
      @ForAll long seed)
      throws AudioFormatException {
    Wave recording = new Wave(rate, 1, millis, START, seed);

    Collected whole = analyse(List.of(recording), Integer.MAX_VALUE, 0, seed);
    Collected jittered = analyse(List.of(recording), longestMillis, 19_990, seed);

    assertSame(jittered, whole);
  }

  @Property(tries = 40)
  void gapsAndOverlapsDependOnTheSeamAlone(
      @ForAll("rates") int rate,
      @ForAll("rates") int nextRate,
      @ForAll @IntRange(min = 1, max = 600) int millis,
      @ForAll("seams") int seamMillis,
      @ForAll @IntRange(min = 1, max = 200) int longestMillis,
      @ForAll long seed)
      throws AudioFormatException {
    Wave first = new Wave(rate, 2, millis, START, seed);
    Wave second = new Wave(nextRate, 1, 500, first.end() + seamMillis * 1000L, seed + 1);

    Collected whole = analyse(List.of(first, second), Integer.MAX_VALUE, 0, seed);
    Collected cut = analyse(List.of(first, second), longestMillis, 0, seed);

    assertSame(cut, whole);
  }

  @Provide
  Arbitrary<Integer> rates() {
    return Arbitraries.of(16_000, 8_000, 11_025, 22_050, 44_100, 44_101, 48_000, 96_000);
  }

  @Provide
  Arbitrary<Integer> seams() {
    return Arbitraries.of(-300, -45, -21, -12, 0, 12, 21, 45, 400);
  }

  private Collected analyse(List<Wave> recordings, int longestMillis, int jitterMicros, long seed)
      throws AudioFormatException {
    SplittableRandom random = new SplittableRandom(seed);
    Collected collected = new Collected(GRID);
    VoiceState state = new VoiceState();
    for (Wave recording : recordings) {
      long longest = Math.max(1, (long) recording.rate() * longestMillis / 1000);
      for (int from = 0; from < recording.frames(); ) {
        int frames = (int) Math.min(recording.frames() - from, random.nextLong(longest) + 1);
        if (longestMillis == Integer.MAX_VALUE) {
          frames = recording.frames();
        }
        int jitter = from == 0 ? 0 : random.nextInt(-jitterMicros, jitterMicros + 1);
        AudioChunk record = recording.cut(from, frames, jitter);
        AudioFrontEnd any = random.nextBoolean() ? one : other;
        collected.add(any.push(state, "s", PcmChunk.of(record)));
        state = StateBytes.roundTrip(state);
        from += frames;
      }
    }
    collected.add(one.finish(state, "s"));
    return collected;
  }

  private static void assertSame(Collected actual, Collected expected) {
    assertThat(actual.steps()).isEqualTo(expected.steps());
    assertThat(actual.features()).isDeepEqualTo(expected.features());
  }

  /** The pitch is a checksum, so that every sample of every frame matters. */
  private static AudioFrontEnd frontEnd() {
    Yin yin = new Yin(AudioFrontEnd.SAMPLE_RATE_HZ, AudioFrontEnd.FRAME_LENGTH);
    return new AudioFrontEnd(GRID, frame -> yin.pitchHz(frame) + (Arrays.hashCode(frame) & 0xff));
  }

  /** Interleaved 16-bit audio that can be cut into records. */
  private record Wave(int rate, int channels, long start, short[] samples) {

    Wave(int rate, int channels, int millis, long start, long seed) {
      this(rate, channels, start, new short[(int) ((long) rate * millis / 1000) * channels]);
      float[] voice = Voices.voice(rate, samples.length, seed);
      for (int i = 0; i < samples.length; i++) {
        samples[i] = (short) (voice[i] * 32767);
      }
    }

    int frames() {
      return samples.length / channels;
    }

    long end() {
      return timeOf(frames());
    }

    AudioChunk cut(int from, int frames, int jitterMicros) {
      ByteBuffer bytes = ByteBuffer.allocate(2 * frames * channels).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asShortBuffer().put(samples, from * channels, frames * channels);
      return AudioChunk.newBuilder()
          .setStream("s")
          .setSequence(from)
          .setTime(timeOf(from) + jitterMicros)
          .setSampleRate(rate)
          .setChannels(channels)
          .setEncoding(AudioEncoding.PCM_S16LE)
          .setData(bytes)
          .build();
    }

    private long timeOf(int frame) {
      return start + frame * 1_000_000L / rate;
    }
  }
}
