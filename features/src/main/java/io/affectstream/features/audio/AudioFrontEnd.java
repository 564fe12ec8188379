package io.affectstream.features.audio;

import io.affectstream.features.align.VoiceSteps;
import io.affectstream.features.time.Grid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Audio chunks of a stream to voice features on the time grid: 40 MFCC, pitch in Hz (0 unvoiced)
 * and RMS energy of 25 ms windows (pitch: 64 ms) every 10 ms at 16 kHz.
 *
 * <p>Audio frame i of a run is centred at the run's start plus i times 10 ms of originating time;
 * windows are padded with zeros beyond the run's ends; a run of n samples has {@code 1 + n / 160}
 * frames. A step's value is the mean over the frames whose centres are in its interval. Frames are
 * added in order and depend on absolute positions only, so the result is bit-identical for every
 * division of the audio into chunks.
 *
 * <p>Time follows the sample clock of the run: a chunk whose time differs from it by no more than
 * the tolerance is appended unchanged. Beyond, or when the sample rate changes, the run ends like a
 * stream, and a new one starts at the chunk's time. A step at the seam is the mean over the frames
 * of both runs. Where the new run overlaps the old one, its frames centred less than 10 ms after
 * the last counted one are skipped: that time is covered and its steps may have been emitted.
 *
 * <p>Keeps only buffers and filter tables between calls: everything about a stream is in its {@link
 * VoiceState}. Not thread-safe.
 */
public final class AudioFrontEnd {

  /** Identity of the front end, as in a bundle's manifest. */
  public static final String ID = "mfcc40+f0+rms@16000";

  /** Features per step: MFCC 0..39, pitch in Hz, RMS. */
  public static final int DIMENSIONS = Mfcc.COEFFICIENTS + 2;

  /** Position of the pitch in a row. */
  public static final int PITCH = Mfcc.COEFFICIENTS;

  /** Position of the RMS in a row. */
  public static final int RMS = Mfcc.COEFFICIENTS + 1;

  /** Sample rate of the features. */
  public static final int SAMPLE_RATE_HZ = 16_000;

  /** Samples of the longest window, that of the pitch tracker. */
  public static final int FRAME_LENGTH = 1024;

  /** Samples from one audio frame to the next. */
  public static final int HOP = 160;

  /** Microseconds from one audio frame to the next. */
  public static final long HOP_MICROS = 10_000;

  /** Greatest difference between a chunk's time and the sample clock within a run. */
  public static final Duration DEFAULT_TOLERANCE = Duration.ofMillis(20);

  private static final long MICROS = 1_000_000;

  private final Grid grid;
  private final long toleranceMicros;
  private final FrameExtractor frames;

  /**
   * A front end with {@link #DEFAULT_TOLERANCE}.
   *
   * @param grid time grid of the steps
   * @param tracker tracker for frames of {@link #FRAME_LENGTH} samples at 16 kHz
   */
  public AudioFrontEnd(Grid grid, PitchTracker tracker) {
    this(grid, tracker, DEFAULT_TOLERANCE);
  }

  /**
   * A front end.
   *
   * @param grid time grid of the steps
   * @param tracker tracker for frames of {@link #FRAME_LENGTH} samples at 16 kHz
   * @param tolerance greatest difference between a chunk's time and the sample clock within a run
   */
  public AudioFrontEnd(Grid grid, PitchTracker tracker, Duration tolerance) {
    this.grid = grid;
    this.frames = new FrameExtractor(tracker);
    this.toleranceMicros = tolerance.toNanos() / 1000;
  }

  /**
   * Adds a chunk and returns the steps that it makes final. A chunk without samples changes
   * nothing.
   *
   * @param state state of the stream; changed
   * @param stream stream id
   * @param chunk next chunk in order of time
   */
  public VoiceSteps push(VoiceState state, String stream, PcmChunk chunk) {
    StepMeans means = new StepMeans(grid, state);
    if (chunk.mono().length > 0) {
      if (state.open && !continues(state, chunk)) {
        endRun(state, means);
      }
      if (!state.open) {
        startRun(state, chunk);
      }
      long start = state.startMicros;
      frames.extend(state, chunk.mono(), false, (i, f) -> means.add(start + i * HOP_MICROS, f));
      means.closeBefore(nextCentre(state));
    }
    return means.toVoiceSteps(stream, progress(state), false);
  }

  /**
   * Ends the voice of a stream: returns all remaining steps and resets the state.
   *
   * @param state state of the stream; reset
   * @param stream stream id
   */
  public VoiceSteps finish(VoiceState state, String stream) {
    StepMeans means = new StepMeans(grid, state);
    if (state.open) {
      endRun(state, means);
    }
    means.closeStep();
    state.earliestMicros = Long.MIN_VALUE;
    state.step = 0;
    return means.toVoiceSteps(stream, Long.MAX_VALUE, true);
  }

  /**
   * Features of every audio frame of an utterance, computed by the streaming code.
   *
   * @param mono16k mono samples at 16 kHz
   * @return {@code [1 + samples / 160][42]}; no frame if there is no sample
   */
  public float[][] frames(float[] mono16k) {
    List<float[]> rows = new ArrayList<>();
    if (mono16k.length > 0) {
      VoiceState state = new VoiceState();
      startRun(state, new PcmChunk(0, SAMPLE_RATE_HZ, mono16k));
      frames.extend(state, mono16k, true, (i, f) -> rows.add(f.clone()));
    }
    return rows.toArray(float[][]::new);
  }

  private boolean continues(VoiceState state, PcmChunk chunk) {
    if (chunk.sampleRateHz() != state.sampleRateHz) {
      return false;
    }
    long received = state.firstInput + state.input.length;
    long expected = state.startMicros + Math.floorDiv(received * MICROS, (long) state.sampleRateHz);
    return Math.abs(chunk.timeMicros() - expected) <= toleranceMicros;
  }

  private static void startRun(VoiceState state, PcmChunk chunk) {
    state.open = true;
    state.sampleRateHz = chunk.sampleRateHz();
    state.startMicros = chunk.timeMicros();
  }

  private void endRun(VoiceState state, StepMeans means) {
    long start = state.startMicros;
    frames.extend(state, new float[0], true, (i, f) -> means.add(start + i * HOP_MICROS, f));
    state.open = false;
    state.sampleRateHz = 0;
    state.startMicros = 0;
    state.firstInput = 0;
    state.input = new float[0];
    state.firstSample = 0;
    state.samples = new float[0];
    state.nextFrame = 0;
  }

  private long progress(VoiceState state) {
    return state.open ? grid.startOf(grid.stepAt(nextCentre(state))) : Long.MIN_VALUE;
  }

  /** No frame to come is centred before this time. */
  private static long nextCentre(VoiceState state) {
    return Math.max(state.earliestMicros, state.startMicros + state.nextFrame * HOP_MICROS);
  }
}
