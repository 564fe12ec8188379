package io.affectstream.features.rows;

import io.affectstream.features.episodes.EpisodeChange;
import io.affectstream.features.episodes.EpisodeChange.Kind;
import io.affectstream.features.episodes.EpisodeConfig;
import io.affectstream.features.episodes.EpisodeTracker;
import io.affectstream.features.rows.LiveState.Subject;
import io.affectstream.features.smoothing.CausalSmoother;
import io.affectstream.features.smoothing.SmoothingConfig;
import io.affectstream.schemas.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The provisional rows of a stream: labels by the causal filter, and the episodes that open by
 * them. A face's sequence ends by the same rule as in {@link RowSmoother}. Rows may be missing; a
 * window that is not later than the last one is ignored, e.g. if frames turn out not to be the rows
 * of a stream of sound.
 */
public final class LiveRows {

  private final CausalSmoother filter;
  private final EpisodeTracker tracker;
  private final long maxGapMicros;

  /** Smooths by {@code smoothing}; a longer pause than {@code maxGapMicros} ends a sequence. */
  public LiveRows(SmoothingConfig smoothing, EpisodeConfig episodes, long maxGapMicros) {
    this.filter = new CausalSmoother(smoothing);
    this.tracker = new EpisodeTracker(episodes);
    this.maxGapMicros = maxGapMicros;
  }

  /**
   * Takes the predictions of the next window.
   *
   * @param out receives its rows, in order of faces, or the end
   * @return whether the stream is over
   */
  public boolean push(LiveState state, FusedSegment window, Consumer<LiveRow> out) {
    if (window.progress() > state.time) {
      state.time = window.progress();
      for (FusedRow row : window.rows()) {
        List<Integer> gone = leave(state, row.time());
        out.accept(live(state, window, row, gone));
      }
    }
    boolean over = window.close().isEnd();
    if (over) {
      out.accept(LiveRow.end(window.stream()));
    }
    return over;
  }

  private LiveRow live(LiveState state, FusedSegment window, FusedRow row, List<Integer> gone) {
    String role = window.speech().role();
    if (row.reason() != Reason.MEASURED) {
      return new LiveRow(window.stream(), row, -1, -1, List.of(), gone, role);
    }
    int raw = RowSmoother.mostProbable(row.expression());
    Subject subject = state.subject(row.face());
    subject.lastTime = row.time();
    subject.interval = row.interval();
    int smoothed = filter.push(subject.filter, raw);
    List<EpisodeChange> opened = new ArrayList<>();
    tracker.frame(
        subject.episodes,
        state.counter,
        row.episodeFrame(smoothed),
        change -> {
          if (change.kind() == Kind.OPENED) {
            opened.add(change);
          }
        });
    return new LiveRow(window.stream(), row, raw, smoothed, opened, gone, role);
  }

  /** Forgets and returns the faces absent for longer than the gap. */
  private List<Integer> leave(LiveState state, long now) {
    List<Subject> absent =
        state.subjects.stream()
            .filter(
                subject -> now - subject.lastTime > Math.max(maxGapMicros, 2 * subject.interval))
            .toList();
    state.subjects.removeAll(absent);
    return absent.stream().map(subject -> subject.face).toList();
  }
}
