package io.affectstream.features.audio;

/**
 * State of the audio front end for one stream between chunks: keyed state, stored in checkpoints. A
 * plain bean of primitives and arrays; only {@link AudioFrontEnd} writes it.
 *
 * <p>Bound: {@code input} holds fewer than {@code 128 * max(1, rate / 16000)} samples rounded up to
 * a multiple of 8 (3072 at the highest rate, 360 at 44.1 kHz), {@code samples} fewer than 1024,
 * {@code stepSums} 42 numbers.
 */
public final class VoiceState {

  /** Whether a run of contiguous audio is open; false before the first chunk and after the end. */
  public boolean open;

  /** Sample rate of the run in Hz. */
  public int sampleRateHz;

  /** Originating time of the run's first sample and of its audio frame 0, microseconds. */
  public long startMicros;

  /** Position within the run of the first sample of {@code input}. */
  public long firstInput;

  /** Source samples the resampler still needs; empty at 16 kHz. */
  public float[] input = new float[0];

  /** Position within the run, at 16 kHz, of the first sample of {@code samples}. */
  public long firstSample;

  /** Samples at 16 kHz that later audio frames need. */
  public float[] samples = new float[0];

  /** Index within the run of the next audio frame. */
  public long nextFrame;

  /** Audio frames centred before this originating time (microseconds) are no longer counted. */
  public long earliestMicros = Long.MIN_VALUE;

  /** Step of the partial sums. */
  public long step;

  /** Audio frames in the partial sums; 0 between steps. */
  public int stepFrames;

  /** Sums over those frames {@code [42]}. */
  public double[] stepSums = new double[AudioFrontEnd.DIMENSIONS];

  /** State of a stream before its first chunk. */
  public VoiceState() {}

  /** An independent copy. */
  public VoiceState copy() {
    VoiceState copy = new VoiceState();
    copy.open = open;
    copy.sampleRateHz = sampleRateHz;
    copy.startMicros = startMicros;
    copy.firstInput = firstInput;
    copy.input = input.clone();
    copy.firstSample = firstSample;
    copy.samples = samples.clone();
    copy.nextFrame = nextFrame;
    copy.earliestMicros = earliestMicros;
    copy.step = step;
    copy.stepFrames = stepFrames;
    copy.stepSums = stepSums.clone();
    return copy;
  }
}
