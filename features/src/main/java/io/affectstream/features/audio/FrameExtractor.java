package io.affectstream.features.audio;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Converts samples of a run to audio frames: resamples, cuts windows and computes their features.
 * The state between calls is in the {@link VoiceState}; this class holds only buffers and tables.
 */
final class FrameExtractor {

  private static final int HALF_FRAME = AudioFrontEnd.FRAME_LENGTH / 2;
  private static final int RESAMPLERS_KEPT = 4;

  private final PitchTracker tracker;
  private final Mfcc mfcc = new Mfcc();
  private final Map<Integer, Resampler> resamplers = new LinkedHashMap<>();
  private final float[] frame = new float[AudioFrontEnd.FRAME_LENGTH];
  private final float[] row = new float[AudioFrontEnd.DIMENSIONS];
  private float[] input = new float[0];
  private float[] samples = new float[0];

  /** Receives audio frames in order; the row {@code [42]} is valid during the call only. */
  @FunctionalInterface
  interface FrameSink {
    void accept(long index, float[] row);
  }

  FrameExtractor(PitchTracker tracker) {
    this.tracker = tracker;
  }

  /**
   * Adds source samples to a run and emits the audio frames that they complete.
   *
   * @param state an open run; changed
   * @param added source samples, possibly none
   * @param last whether the run ends with them: then all its frames are emitted, padded with zeros
   * @param sink receives the frames in order
   */
  void extend(VoiceState state, float[] added, boolean last, FrameSink sink) {
    Resampler resampler = resampler(state.sampleRateHz);
    int inputs = state.input.length + added.length;
    input = joined(input, state.input, added, inputs);
    long seen = state.firstInput + inputs;
    long from = state.firstSample + state.samples.length;
    long to = last ? resampler.total(seen) : resampler.available(seen);
    int count = state.samples.length + (int) (to - from);
    samples = joined(samples, state.samples, new float[0], count);
    resampler.resample(input, inputs, state.firstInput, from, to, samples, state.samples.length);
    emit(state, count, last, sink);
    keep(state, resampler.firstInput(to), inputs, count);
  }

  private void emit(VoiceState state, int count, boolean last, FrameSink sink) {
    long seen = state.firstSample + count;
    long needed = last ? 0 : HALF_FRAME;
    for (; state.nextFrame * AudioFrontEnd.HOP + needed <= seen; state.nextFrame++) {
      cutFrame(state.nextFrame * AudioFrontEnd.HOP - HALF_FRAME - state.firstSample, count);
      mfcc.compute(frame, HALF_FRAME, row);
      row[AudioFrontEnd.PITCH] = tracker.pitchHz(frame);
      row[AudioFrontEnd.RMS] = Rms.of(frame, HALF_FRAME);
      sink.accept(state.nextFrame, row);
    }
  }

  /** Copies {@code samples[start .. start + 1024)}, zeros where that is outside. */
  private void cutFrame(long start, int count) {
    int from = (int) Math.max(0, start);
    int to = (int) Math.min(count, start + AudioFrontEnd.FRAME_LENGTH);
    int at = (int) (from - start);
    Arrays.fill(frame, 0, at, 0);
    System.arraycopy(samples, from, frame, at, to - from);
    Arrays.fill(frame, at + to - from, AudioFrontEnd.FRAME_LENGTH, 0);
  }

  /** Stores in the state what later samples and frames depend on. */
  private void keep(VoiceState state, long neededInput, int inputs, int count) {
    int inputFrom = (int) Math.min(inputs, neededInput - state.firstInput);
    state.input = Arrays.copyOfRange(input, inputFrom, inputs);
    state.firstInput += inputFrom;
    long neededSample = Math.max(0, state.nextFrame * AudioFrontEnd.HOP - HALF_FRAME);
    int sampleFrom = (int) Math.min(count, neededSample - state.firstSample);
    state.samples = Arrays.copyOfRange(samples, sampleFrom, count);
    state.firstSample += sampleFrom;
  }

  private static float[] joined(float[] buffer, float[] first, float[] second, int length) {
    float[] target = buffer.length >= length ? buffer : new float[length + length / 2];
    System.arraycopy(first, 0, target, 0, first.length);
    System.arraycopy(second, 0, target, first.length, second.length);
    return target;
  }

  private Resampler resampler(int sampleRateHz) {
    Resampler known = resamplers.remove(sampleRateHz);
    if (resamplers.size() >= RESAMPLERS_KEPT) {
      resamplers.remove(resamplers.keySet().iterator().next());
    }
    Resampler resampler = known == null ? new Resampler(sampleRateHz) : known;
    resamplers.put(sampleRateHz, resampler);
    return resampler;
  }
}
