package io.affectstream.features.episodes;

/**
 * What {@link EpisodeTracker} remembers of one face of one stream. Fields are public so that state
 * back ends can store them; only the tracker changes them. Size is constant: one course for the
 * expression and one per action unit.
 */
public final class EpisodeState {

  /** Originating time of the last frame, microseconds. */
  public long lastTime = Long.MIN_VALUE;

  /** The expression's course. */
  public Course expression = new Course();

  /** The action units' courses, by index; empty before the first frame that has action units. */
  public Course[] actionUnits = {};

  /** An episode, or what may become one. */
  public static final class Course {

    /** Class index of the expression or index of the action unit; -1 = nothing is going on. */
    public int label = -1;

    /** Episode number; -1 = not opened, as it has not been held long enough. */
    public long number = -1;

    /** Originating time of the first frame, microseconds. */
    public long onset;

    /** Originating time of the most probable frame, microseconds. */
    public long peak;

    /** Originating time of the last frame, microseconds. */
    public long offset;

    /** Time up to which the last frame reaches, microseconds. */
    public long end;

    /** Time up to which the last measured frame reaches, in the episode or not, microseconds. */
    public long measured;

    /** Frames. */
    public long frames;

    /** Sum of the probabilities. */
    public double sum;

    /** Frames of an action unit's episode that lie below its on threshold. */
    public long below;

    /**
     * Frames below the on threshold since the last one above it; not counted in {@link #frames}.
     */
    public long dip;

    /** Sum of the probabilities of these. */
    public double dipSum;

    /** Probability at the peak. */
    public float peakConfidence;

    /** Originating time of the last change given out, microseconds. */
    public long reported;
  }
}
