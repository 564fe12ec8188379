package io.affectstream.features.align;

import io.affectstream.features.vision.TrackerState;
import io.affectstream.schemas.Modality;

/**
 * Progress of one stream through the {@link Aligner}. Public fields: it is checkpointed. Bounded; the
 * features themselves are in {@link AlignmentStore}s.
 */
public final class AlignmentState {

  static final long NEVER = Long.MIN_VALUE;
  static final long UNDECIDED = -1;

  /** Bit set of modalities to wait for, by ordinal of {@link Modality}; 0 = not known yet. */
  public int expected;

  /** Bit set of modalities that sent something. */
  public int seen;

  /** Bit set of modalities that ended. */
  public int ended;

  /** Whether a modality ended because it fell silent. */
  public boolean idle;

  /** Time (microseconds) before which a modality is complete, by ordinal; NEVER before its first. */
  public long[] progress = {NEVER, NEVER, NEVER};

  /** Highest originating time seen, by ordinal of the modality. */
  public long[] furthest = {NEVER, NEVER, NEVER};

  /** Modality that gives the rows, by ordinal; UNDECIDED before the first segment. */
  public long driver = UNDECIDED;

  /** Segments given so far. */
  public long segments;

  /** Last step whose centres have been given. */
  public long givenThrough = NEVER;

  /** Originating time at which the stream was first heard of. */
  public long origin = NEVER;

  /** Ordinal of the next frame to come out of the vision stage. */
  public long nextOrdinal;

  /** Frames tracked so far; the store's key of the next. */
  public long tracked;

  /** Key of the next frame to be given as a row. */
  public long nextCentre;

  /** Key of the oldest frame kept. */
  public long oldestFrame;

  /** Voice steps kept. */
  public StepRuns voiceKept = new StepRuns();

  /** Steps of voice that become rows where there is no video. */
  public StepRuns voiceRows = new StepRuns();

  /** Steps of words that become rows where there is neither video nor voice. */
  public StepRuns wordRows = new StepRuns();

  /** First step given as a row in a stream without video. */
  public long firstRow = NEVER;

  /** Key of the oldest word kept and of the next to be stored. */
  public long oldestWord;

  public long nextWord;

  /** Tracker of the faces. */
  public TrackerState tracker = new TrackerState();

  /** Wall-clock time (ms) at which a stream of which only the descriptor came is forgotten. */
  public long forgetAt = Long.MAX_VALUE;

  /** True once the stream was closed; what comes then is late. */
  public boolean closed;

  /** How far the furthest modality is ahead of the slowest one, in microseconds. */
  public long waitingMicros() {
    long ahead = NEVER;
    long behind = Long.MAX_VALUE;
    for (long time : furthest) {
      ahead = Math.max(ahead, time);
      behind = time == NEVER ? behind : Math.min(behind, time);
    }
    return ahead == NEVER ? 0 : ahead - behind;
  }

  /** Whether anything but the descriptor came. */
  public boolean begun() {
    return seen != 0;
  }

  boolean has(int set, Modality modality) {
    return (set & bit(modality)) != 0;
  }

  static int bit(Modality modality) {
    return 1 << modality.ordinal();
  }
}
