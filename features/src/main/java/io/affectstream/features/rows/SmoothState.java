package io.affectstream.features.rows;

import io.affectstream.features.smoothing.SmootherState;
import io.affectstream.features.words.Speech;
import io.affectstream.features.words.SpokenText;
import java.util.ArrayList;
import java.util.List;

/**
 * State of the smooth stage for one stream. Public fields: it is checkpointed. Bounded: rows wait
 * at most for the delay of the filter, segments only while an earlier one is missing.
 */
public final class SmoothState {

  /** Ordinal of the next segment. */
  public long nextSegment;

  /** Segments that arrived before an earlier one (after a rescaling). */
  public List<FusedSegment> early = new ArrayList<>();

  /** Rows in order whose labels, or whose predecessors' labels, are not decided. */
  public List<PendingRow> pending = new ArrayList<>();

  /** Number of rows emitted, so that {@code pending.get(0)} is row number {@code released}. */
  public long released;

  /** Words up to the last segment that started after the last row. */
  public List<SpokenText> said = new ArrayList<>();

  /** The faces present. */
  public List<Subject> subjects = new ArrayList<>();

  /** A waiting row. Public no-argument constructor and fields: it is checkpointed. */
  public static final class PendingRow {

    /** Label not decided yet. */
    static final int UNDECIDED = -2;

    /** No label: the row is not measured. */
    static final int NONE = -1;

    public FusedRow row;
    public Speech speech = Speech.NONE;
    public int raw = NONE;
    public int smoothed = UNDECIDED;

    /** Face that has left before this row; {@link DecidedRow#NOBODY} otherwise. */
    public int goneFace = DecidedRow.NOBODY;
  }

  /** Filter of one face and its undecided rows. */
  public static final class Subject {
    public int face;

    /** Originating time of its last row, microseconds. */
    public long lastTime;

    /** Duration of the source frame of its last row, microseconds. */
    public long interval;

    public SmootherState filter = new SmootherState();
    public List<Long> undecided = new ArrayList<>();
  }
}
