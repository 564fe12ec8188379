package io.affectstream.features.align;

import io.affectstream.features.vision.TrackerState;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.NoWords;
import java.util.List;

/**
 * Progress of one stream through the {@link Aligner}. Public fields: it is checkpointed. Bounded;
 * the features themselves are in {@link AlignmentStore}s.
 */
public final class AlignmentState {

  static final long NEVER = Long.MIN_VALUE;

  /** Progress of one modality. Public fields: it is checkpointed. */
  public static final class Progress {

    /** Whether segments wait for it. */
    public boolean expected;

    /** Whether any data arrived. */
    public boolean seen;

    /** Whether it ended. */
    public boolean ended;

    /** Time (microseconds) before which it is complete; NEVER until its first data. */
    public long through = NEVER;

    /** Highest originating time seen, microseconds. */
    public long furthest = NEVER;

    boolean begun() {
      return through != NEVER;
    }
  }

  /** Faces. */
  public Progress face = new Progress();

  /** Voice. */
  public Progress voice = new Progress();

  /** Words. */
  public Progress words = new Progress();

  /** Reason why no words can arrive. */
  public NoWords noWords = NoWords.NONE;

  /** Role of the stream, from its descriptor; empty if unknown. */
  public String role = "";

  /** Originating time (microseconds) before which words were passed on as text. */
  public long saidThrough = NEVER;

  /** Whether the modalities to wait for are known. */
  public boolean resolved;

  /** Whether a modality ended because it fell silent. */
  public boolean idle;

  /** Modality that defines the rows; {@code null} before the first segment. */
  public Modality driver;

  /** Segments emitted so far. */
  public long segments;

  /** Last step whose centres were emitted. */
  public long givenThrough = NEVER;

  /** Originating time of the stream's first data. */
  public long origin = NEVER;

  /** Ordinal of the next frame to come out of the vision stage. */
  public long nextOrdinal;

  /** Frames tracked so far; the store's key of the next. */
  public long tracked;

  /** Key of the next frame to emit as a row. */
  public long nextCentre;

  /** Key of the oldest frame kept. */
  public long oldestFrame;

  /** Voice steps kept. */
  public StepRuns voiceKept = new StepRuns();

  /** Steps of voice that become rows where there is no video. */
  public StepRuns voiceRows = new StepRuns();

  /** Steps of words that become rows where there is neither video nor voice. */
  public StepRuns wordRows = new StepRuns();

  /** First step emitted as a row in a stream without video. */
  public long firstRow = NEVER;

  /** Keys of the oldest word kept and of the next word to store. */
  public long oldestWord;

  public long nextWord;

  /** Tracker of the faces. */
  public TrackerState tracker = new TrackerState();

  /**
   * Wall-clock time (ms) at which the state of a stream with nothing but a descriptor is cleared.
   */
  public long forgetAt = Long.MAX_VALUE;

  /**
   * Wall-clock time (ms) after which the stream stops waiting for declared modalities without any
   * data.
   */
  public long giveUpAt = Long.MAX_VALUE;

  /** Whether the stream is closed; anything that arrives later is late. */
  public boolean closed;

  /**
   * Lag of the slowest awaited modality behind the highest time seen, in microseconds. A modality
   * that ended is not awaited; one that has not started is at the origin.
   */
  public long waitingMicros() {
    long furthest = furthest();
    long behind = furthest;
    for (Progress progress : all()) {
      if (!progress.ended && (resolved ? progress.expected : progress.seen)) {
        behind = Math.min(behind, progress.begun() ? progress.through : origin);
      }
    }
    return furthest - behind;
  }

  /** Whether anything but the descriptor has arrived. */
  public boolean begun() {
    return face.seen || voice.seen || words.seen;
  }

  /**
   * Whether the stream waits only for modalities that its descriptor declares and that never sent
   * data, while all others have ended.
   */
  public boolean waitsForMissingModalities() {
    return begun()
        && !isOver()
        && all().stream()
            .allMatch(progress -> progress.ended || !progress.expected || !progress.seen);
  }

  Progress of(Modality modality) {
    return switch (modality) {
      case FACE -> face;
      case VOICE -> voice;
      case WORDS -> words;
    };
  }

  /** Steps that become rows of a stream without video. */
  StepRuns rows() {
    return driver == Modality.VOICE ? voiceRows : wordRows;
  }

  List<Progress> all() {
    return List.of(face, voice, words);
  }

  boolean isOver() {
    return all().stream().allMatch(progress -> progress.ended || !progress.expected);
  }

  /** Highest originating time seen in any modality; NEVER at first. */
  long furthest() {
    return Math.max(Math.max(face.furthest, voice.furthest), words.furthest);
  }
}
