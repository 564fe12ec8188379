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

    /** Whether it sent something. */
    public boolean seen;

    /** Whether it ended. */
    public boolean ended;

    /** Time (microseconds) before which it is complete; NEVER before its first data. */
    public long through = NEVER;

    /** Highest originating time heard of, microseconds. */
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

  /** Why there can be no words. */
  public NoWords noWords = NoWords.NONE;

  /** Whether the modalities to wait for are known. */
  public boolean resolved;

  /** Whether a modality ended because it fell silent. */
  public boolean idle;

  /** Modality that gives the rows; {@code null} before the first segment. */
  public Modality driver;

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

  /**
   * Wall-clock time (ms) after which promised modalities without any data are no longer awaited.
   */
  public long giveUpAt = Long.MAX_VALUE;

  /** True once the stream was closed; what comes then is late. */
  public boolean closed;

  /**
   * How far the slowest modality that is waited for is behind the furthest time heard of, in
   * microseconds. One that ended is not waited for; one that has not begun is at the origin.
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

  /** Whether anything but the descriptor came. */
  public boolean begun() {
    return face.seen || voice.seen || words.seen;
  }

  /**
   * Whether the stream waits for nothing but modalities that its descriptor promises and of which
   * nothing ever came: all that came has ended.
   */
  public boolean waitsForTheUnheard() {
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

  List<Progress> all() {
    return List.of(face, voice, words);
  }

  boolean isOver() {
    return all().stream().allMatch(progress -> progress.ended || !progress.expected);
  }

  /** Highest originating time heard of in any modality, NEVER at first. */
  long furthest() {
    return Math.max(Math.max(face.furthest, voice.furthest), words.furthest);
  }
}
