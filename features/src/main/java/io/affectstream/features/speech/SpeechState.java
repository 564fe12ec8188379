package io.affectstream.features.speech;

import java.util.ArrayList;
import java.util.List;

/**
 * State of transcription for one stream between chunks, apart from the blocks of audio since the
 * last final result. Public fields: it is checkpointed. A run is a stretch of audio without a gap;
 * positions in it are samples at 16 kHz.
 *
 * <p>Bound: fewer than {@link SpeechBlocks#BLOCK} samples in {@code pending}, as many in {@code
 * input} as the resampler needs, and the words of one utterance.
 */
public final class SpeechState {

  /** Whether a run is open. */
  public boolean open;

  /** Sample rate of the run's source in Hz. */
  public int sampleRateHz;

  /** Originating time of the run's first sample, microseconds. */
  public long startMicros;

  /** Position within the run, at the source's rate, of the first sample of {@code input}. */
  public long firstInput;

  /** Source samples the resampler still needs; empty at 16 kHz. */
  public float[] input = new float[0];

  /** Complete blocks of the run so far. */
  public long blocks;

  /** Samples after the last complete block. */
  public short[] pending = new short[0];

  /** Position at which the open utterance begins. */
  public long utterance;

  /** Blocks of the run that are recognised and decided. */
  public long decided;

  /** Time (microseconds) before which every word is reported; never decreases. */
  public long through = Long.MIN_VALUE;

  /** Words of the last partial result, each with the time since which it is unchanged. */
  public List<StandingWord> standing = new ArrayList<>();

  /** Number of them already reported. */
  public int reported;

  /** Number of the next transcript. */
  public long sequence;

  /** State of a stream before its first chunk. */
  public SpeechState() {}

  /** Originating time of a position in the run, microseconds. */
  public long micros(long sample) {
    return startMicros + Math.floorDiv(sample * 1_000_000L, (long) SpeechBlocks.SAMPLE_RATE_HZ);
  }

  /** Position after the run's last sample so far. */
  public long samples() {
    return blocks * SpeechBlocks.BLOCK + pending.length;
  }
}
