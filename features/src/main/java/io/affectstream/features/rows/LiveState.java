package io.affectstream.features.rows;

import io.affectstream.features.episodes.EpisodeCounter;
import io.affectstream.features.episodes.EpisodeState;
import io.affectstream.features.smoothing.SmootherState;
import java.util.ArrayList;
import java.util.List;

/**
 * State of the live stage for one stream. Public fields: it is checkpointed. Bounded by the faces
 * present.
 */
public final class LiveState {

  /** Numbers the stream's provisional episodes. */
  public EpisodeCounter counter = new EpisodeCounter();

  /** Originating time of the last window, microseconds. */
  public long time = Long.MIN_VALUE;

  /** The faces present. */
  public List<Subject> subjects = new ArrayList<>();

  /** Causal filter and provisional episodes of one face. */
  public static final class Subject {
    public int face;

    /** Originating time of its last row, microseconds. */
    public long lastTime;

    /** Duration of the source frame of its last row, microseconds. */
    public long interval;

    public SmootherState filter = new SmootherState();
    public EpisodeState episodes = new EpisodeState();
  }

  Subject subject(int face) {
    for (Subject subject : subjects) {
      if (subject.face == face) {
        return subject;
      }
    }
    Subject subject = new Subject();
    subject.face = face;
    subjects.add(subject);
    return subject;
  }
}
