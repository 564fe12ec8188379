package io.affectstream.features.align;

import io.affectstream.features.align.AlignmentState.Progress;
import io.affectstream.features.align.AlignmentStore.Stores;
import io.affectstream.features.align.SpokenWords.SpokenWord;
import io.affectstream.features.time.Grid;
import io.affectstream.schemas.Modality;

/** Decides which row is next and which features later windows can still reach. */
final class Retention {

  private final AlignmentConfig config;
  private final Grid grid;

  Retention(AlignmentConfig config) {
    this.config = config;
    this.grid = config.grid();
  }

  /** Step of the next row waiting, or NEVER. */
  long nextRow(AlignmentState state, Stores stores) {
    if (state.driver == Modality.FACE) {
      return state.nextCentre < state.tracked
          ? grid.stepAt(stores.frames().getOr(state.nextCentre, null).time())
          : AlignmentState.NEVER;
    }
    StepRuns rows = state.rows();
    return rows.isEmpty() ? AlignmentState.NEVER : rows.first();
  }

  /**
   * First step that may still become a row: the next waiting row, or one that has not arrived yet.
   */
  private long open(AlignmentState state, Stores stores) {
    long waiting = nextRow(state, stores);
    if (waiting != AlignmentState.NEVER) {
      return waiting;
    }
    Progress progress = state.of(state.driver);
    if (progress.ended) {
      return grid.stepAt(Long.MAX_VALUE / 4 / config.stepsPerSecond());
    }
    return Math.max(state.givenThrough + 1, grid.stepAt(progress.through));
  }

  /** Drops everything before the halo of the open segment, which no later window can reach. */
  void evict(AlignmentState state, Stores stores) {
    long open = Math.floorDiv(open(state, stores), config.segment()) * config.segment();
    long keepFrom = open - config.halo();
    long keepTime = grid.startOf(keepFrom);
    TrackedFrame frame = stores.frames().getOr(state.oldestFrame, null);
    while (frame != null
        && frame.time() + frame.interval() < keepTime
        && isPastRow(state, state.oldestFrame)) {
      stores.frames().remove(state.oldestFrame++);
      frame = stores.frames().getOr(state.oldestFrame, null);
    }
    for (long step : state.voiceKept.removeThrough(keepFrom - 1)) {
      stores.voice().remove(step);
    }
    SpokenWord word = stores.words().getOr(state.oldestWord, null);
    while (word != null && word.end() < keepTime) {
      stores.words().remove(state.oldestWord++);
      word = stores.words().getOr(state.oldestWord, null);
    }
    if (state.driver != Modality.VOICE) {
      state.voiceRows.removeThrough(keepFrom);
    }
    if (state.driver != Modality.WORDS) {
      state.wordRows.removeThrough(keepFrom);
    }
  }

  private static boolean isPastRow(AlignmentState state, long key) {
    return state.driver != Modality.FACE || key < state.nextCentre;
  }
}
