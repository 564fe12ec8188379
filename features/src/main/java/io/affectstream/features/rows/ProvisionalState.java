package io.affectstream.features.rows;

import io.affectstream.features.episodes.EpisodeChange;
import java.util.ArrayList;
import java.util.List;

/**
 * The provisional rows of one stream whose final rows are not emitted yet. Public fields: it is
 * checkpointed. Bounded by {@link ProvisionalRows#LIMIT} rows.
 */
public final class ProvisionalState {

  /** Provisional rows in order of time and face. */
  public List<Waiting> waiting = new ArrayList<>();

  /** Originating time of the last final row, microseconds. */
  public long finalTime = Long.MIN_VALUE;

  /** Its face. */
  public int finalFace;

  /** Whether the last final row was emitted. */
  public boolean finalOver;

  /** Whether the last provisional row has arrived. */
  public boolean liveOver;

  /** Whether neither final nor provisional rows will follow, so that the state can be dropped. */
  public boolean isOver() {
    return finalOver && liveOver;
  }

  /** A provisional row. Public no-argument constructor and fields: it is checkpointed. */
  public static final class Waiting {
    public long time;
    public int face;

    /** Index of its smoothed expression; -1 unless measured. */
    public int label;

    /** Episodes that opened with it. */
    public List<EpisodeChange> opened = new ArrayList<>();
  }
}
