package io.affectstream.features.episodes;

/**
 * State of {@link EpisodeTracker} for one face of one stream. Fields are public so that state back
 * ends can store them; only the tracker changes them. Size is constant: one {@link Course} for the
 * expression and one per action unit.
 */
public final class EpisodeState {

  /** Originating time of the last frame, microseconds. */
  public long lastTime = Long.MIN_VALUE;

  /** Episode of the expression. */
  public Course expression = new Course();

  /** Episodes of the action units, by index; empty before the first frame that has action units. */
  public Course[] actionUnits = {};

  /** An episode or a candidate. */
  public static final class Course {

    /** Class index of the expression or index of the action unit; -1 = none. */
    public int label = -1;

    /** Episode number; -1 = not opened yet, because it is shorter than the minimum duration. */
    public long number = -1;

    /** Originating time of the first frame, microseconds. */
    public long onset;

    /** Originating time of the most probable frame, microseconds. */
    public long peak;

    /** Originating time of the last frame, microseconds. */
    public long offset;

    /** End of the last frame, microseconds. */
    public long end;

    /** End of the last measured frame, inside the episode or not, microseconds. */
    public long measured;

    /** Frames. */
    public long frames;

    /** Frames whose expression is certain. */
    public long certain;

    /** Whether the first frame's certainty is known; it depends on the bundle alone. */
    public boolean known;

    /** Sum of the probabilities. */
    public double sum;

    /** Frames of an action unit's episode below its on threshold. */
    public long below;

    /**
     * Frames below the on threshold since the last one above it; not counted in {@link #frames}.
     */
    public long dip;

    /** Sum of the probabilities of those frames. */
    public double dipSum;

    /** Probability at the peak. */
    public float peakConfidence;

    /** Originating time of the last change emitted, microseconds. */
    public long reported;
  }
}
