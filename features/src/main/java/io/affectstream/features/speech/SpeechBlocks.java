package io.affectstream.features.speech;

import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.features.audio.PcmChunk;
import io.affectstream.features.audio.Resampler;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Converts audio chunks of a stream to blocks of 16-bit samples at 16 kHz. Blocks have fixed
 * positions in their run, so the recogniser's input does not depend on the chunking of the audio.
 * Not thread-safe; keeps only filter tables.
 */
public final class SpeechBlocks {

  /** Sample rate of the recognisers' input. */
  public static final int SAMPLE_RATE_HZ = AudioFrontEnd.SAMPLE_RATE_HZ;

  /** Samples of a block: 200 ms. */
  public static final int BLOCK = 3_200;

  /** Greatest difference between a chunk's time and the sample clock within a run. */
  public static final Duration TOLERANCE = Duration.ofMillis(100);

  private static final int RESAMPLERS_KEPT = 4;
  private static final float FULL_SCALE = 32_768;

  private final Map<Integer, Resampler> resamplers = new LinkedHashMap<>();

  /** Receives blocks in order. */
  @FunctionalInterface
  public interface BlockSink {

    /** Block {@code index} of the run, {@code [BLOCK]} samples. */
    void block(long index, short[] samples);
  }

  /** Whether a chunk continues the open run. */
  public static boolean continues(SpeechState state, PcmChunk chunk) {
    if (chunk.sampleRateHz() != state.sampleRateHz) {
      return false;
    }
    long expected = state.micros(state.samples()) + waitingMicros(state);
    return Math.abs(chunk.timeMicros() - expected) <= TOLERANCE.toNanos() / 1000;
  }

  /** Duration of the source samples that are not resampled to 16 kHz yet. */
  private static long waitingMicros(SpeechState state) {
    long received = state.firstInput + state.input.length;
    long receivedMicros = Math.floorDiv(received * 1_000_000L, (long) state.sampleRateHz);
    return receivedMicros - (state.micros(state.samples()) - state.startMicros);
  }

  /** Opens a run at a chunk. */
  public static void begin(SpeechState state, PcmChunk chunk) {
    state.open = true;
    state.sampleRateHz = chunk.sampleRateHz();
    state.startMicros = chunk.timeMicros();
    state.firstInput = 0;
    state.input = new float[0];
    state.blocks = 0;
    state.pending = new short[0];
    state.utterance = 0;
    state.decided = 0;
  }

  /**
   * Adds source samples to the open run and emits the completed blocks.
   *
   * @param last whether the run ends with them; an incomplete block stays in {@code pending}
   */
  public void extend(SpeechState state, float[] added, boolean last, BlockSink sink) {
    Resampler resampler = resampler(state.sampleRateHz);
    float[] input = Arrays.copyOf(state.input, state.input.length + added.length);
    System.arraycopy(added, 0, input, state.input.length, added.length);
    long seen = state.firstInput + input.length;
    long from = state.samples();
    long to = last ? resampler.total(seen) : Math.max(from, resampler.available(seen));
    float[] samples = new float[(int) (to - from)];
    resampler.resample(input, input.length, state.firstInput, from, to, samples, 0);
    int needed = (int) Math.min(input.length, resampler.firstInput(to) - state.firstInput);
    state.input = Arrays.copyOfRange(input, needed, input.length);
    state.firstInput += needed;
    cut(state, samples, sink);
  }

  private static void cut(SpeechState state, float[] samples, BlockSink sink) {
    short[] block = Arrays.copyOf(state.pending, BLOCK);
    int filled = state.pending.length;
    for (float sample : samples) {
      block[filled++] = quantised(sample);
      if (filled == BLOCK) {
        sink.block(state.blocks++, block);
        block = new short[BLOCK];
        filled = 0;
      }
    }
    state.pending = Arrays.copyOf(block, filled);
  }

  private static short quantised(float sample) {
    int value = Math.round(sample * FULL_SCALE);
    return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
  }

  private Resampler resampler(int sampleRateHz) {
    if (resamplers.size() >= RESAMPLERS_KEPT && !resamplers.containsKey(sampleRateHz)) {
      resamplers.remove(resamplers.keySet().iterator().next());
    }
    return resamplers.computeIfAbsent(sampleRateHz, Resampler::new);
  }
}
