package io.affectstream.features.rows;

import io.affectstream.features.episodes.EpisodeChange;
import io.affectstream.features.rows.ProvisionalState.Waiting;
import io.affectstream.schemas.EventKind;
import io.affectstream.schemas.StreamEnd;
import java.util.function.Consumer;

/**
 * Compares provisional rows with their final ones. A final row carries the label of its provisional
 * row, if that came first. A provisional episode is confirmed if the final row of the frame that
 * opened it has the same expression, or an action unit at or above its threshold; otherwise it is
 * withdrawn, also if the final row came first, or so late that more than {@value #LIMIT} others
 * came in between. Never changes anything else of a final row.
 */
public final class ProvisionalRows {

  /** Provisional rows of a stream that wait for their final ones. */
  static final int LIMIT = 4096;

  private final float[] thresholds;

  /**
   * @param thresholds {@code [12]}: probability at or above which an action unit is active; NaN:
   *     never
   */
  public ProvisionalRows(float[] thresholds) {
    this.thresholds = thresholds;
  }

  /** Takes the next provisional row, or the end of them. */
  public void add(ProvisionalState state, LiveRow live, Consumer<StreamEvent> out) {
    if (live.row() == null) {
      state.liveOver = true;
      return;
    }
    Waiting waiting = new Waiting();
    waiting.time = live.row().time();
    waiting.face = live.row().face();
    waiting.label = live.smoothed();
    waiting.opened.addAll(live.opened());
    if (state.finalOver || isThrough(waiting, state.finalTime, state.finalFace)) {
      withdraw(live.stream(), waiting, out);
      return;
    }
    if (state.waiting.size() == LIMIT) {
      withdraw(live.stream(), state.waiting.remove(0), out);
    }
    state.waiting.add(waiting);
  }

  /**
   * Takes the next final row, or an end.
   *
   * @param out receives the events of the provisional episodes that it confirms or refutes
   * @return the same with the label of its provisional row
   */
  public DecidedRow decided(ProvisionalState state, DecidedRow decided, Consumer<StreamEvent> out) {
    FusedRow row = decided.row();
    if (row == null) {
      if (decided.close().isEnd()) {
        state.waiting.forEach(waiting -> withdraw(decided.stream(), waiting, out));
        state.waiting.clear();
        state.finalOver = true;
      }
      return decided;
    }
    state.finalTime = row.time();
    state.finalFace = row.face();
    DecidedRow marked = decided;
    int passed = 0;
    while (passed < state.waiting.size()
        && isThrough(state.waiting.get(passed), row.time(), row.face())) {
      Waiting waiting = state.waiting.get(passed++);
      if (waiting.time == row.time() && waiting.face == row.face()) {
        marked = decided.withProvisional(waiting.label);
        judge(decided, waiting, out);
      } else {
        withdraw(decided.stream(), waiting, out);
      }
    }
    state.waiting.subList(0, passed).clear();
    return marked;
  }

  /** Whether a row is not after another one. */
  private static boolean isThrough(Waiting waiting, long time, int face) {
    return waiting.time < time || (waiting.time == time && waiting.face <= face);
  }

  private void judge(DecidedRow decided, Waiting waiting, Consumer<StreamEvent> out) {
    for (EpisodeChange opened : waiting.opened) {
      EventKind kind =
          isIn(decided, opened) ? EventKind.EPISODE_CONFIRMED : EventKind.EPISODE_WITHDRAWN;
      out.accept(event(decided.stream(), kind, waiting, opened));
    }
  }

  private boolean isIn(DecidedRow decided, EpisodeChange opened) {
    if (opened.expression() != EpisodeChange.NONE) {
      return decided.smoothed() == opened.expression();
    }
    int unit = opened.actionUnit();
    float[] units = decided.row().actionUnits();
    return units.length > unit && units[unit] >= thresholds[unit];
  }

  private static void withdraw(String stream, Waiting waiting, Consumer<StreamEvent> out) {
    waiting.opened.forEach(
        opened -> out.accept(event(stream, EventKind.EPISODE_WITHDRAWN, waiting, opened)));
  }

  private static StreamEvent event(
      String stream, EventKind kind, Waiting waiting, EpisodeChange opened) {
    return new StreamEvent(stream, kind, waiting.time, waiting.face, opened, 0, StreamEnd.NONE);
  }
}
