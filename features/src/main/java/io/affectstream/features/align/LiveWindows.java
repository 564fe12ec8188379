package io.affectstream.features.align;

import io.affectstream.features.align.AlignmentState.Progress;
import io.affectstream.features.align.AlignmentStore.Stores;
import io.affectstream.features.speaking.SpeakingMode;
import io.affectstream.features.time.Grid;
import io.affectstream.schemas.Modality;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Cuts the window of a provisional answer: one row as soon as it is measured, with what has arrived
 * of its past. Steps after the row's are absent even if they have arrived, exactly as at the end of
 * a stream, so the window depends on nothing but the past. Pure; changes no state, so segments are
 * the same with and without it.
 */
final class LiveWindows {

  private final Grid grid;
  private final int halo;
  private final int every;
  private final FaceSpeakers speakers;

  /**
   * Windows of {@code halo} steps to each side of one centre.
   *
   * @param every a window for every n-th row; 0 = none
   * @param speaking whether the faces that speak are found
   */
  LiveWindows(Grid grid, int halo, int every, SpeakingMode speaking) {
    if (every < 0) {
      throw new IllegalArgumentException("live: expected every >= 0, found " + every);
    }
    this.grid = grid;
    this.halo = halo;
    this.every = every;
    this.speakers = new FaceSpeakers(speaking);
  }

  /** The window of the frame tracked last, if it becomes a row and is the n-th. */
  Optional<Segment> ofFrame(AlignmentState state, Stores stores, String stream) {
    long key = state.tracked - 1;
    if (!isDue(key) || !makesRows(state, Modality.FACE)) {
      return Optional.empty();
    }
    TrackedFrame frame = stores.frames().getOr(key, null);
    SegmentBuilder window = window(state, stores, grid.stepAt(frame.time()));
    return Optional.of(
        window.centre(frame, speakers.of(state)).build(stream, key, state, frame.time()));
  }

  /** The window of a step of voice or words that arrived, if it becomes a row and is the n-th. */
  Optional<Segment> ofStep(
      AlignmentState state, Stores stores, String stream, Modality modality, long step) {
    if (every == 0 || !makesRows(state, modality)) {
      return Optional.empty();
    }
    StepRuns rows = modality == Modality.VOICE ? state.voiceRows : state.wordRows;
    long first = state.firstRow == AlignmentState.NEVER ? rows.first() : state.firstRow;
    if (!isDue(step - first)) {
      return Optional.empty();
    }
    SegmentBuilder window = window(state, stores, step);
    return Optional.of(
        window.centre(step, step - first).build(stream, step - first, state, grid.timeOf(step)));
  }

  private boolean isDue(long number) {
    return every > 0 && number % every == 0;
  }

  /**
   * Whether the rows of the stream are those of the modality. Frames are taken to be rows before
   * the modalities are known; steps are not, because a video may follow.
   */
  private static boolean makesRows(AlignmentState state, Modality modality) {
    if (state.driver != null) {
      return state.driver == modality;
    }
    if (!state.resolved) {
      return modality == Modality.FACE;
    }
    for (Modality earlier : Modality.values()) {
      Progress progress = state.of(earlier);
      if (progress.expected) {
        return earlier == modality;
      }
    }
    return false;
  }

  private SegmentBuilder window(AlignmentState state, Stores stores, long centre) {
    long first = centre - halo;
    return new SegmentBuilder(grid, first, 2 * halo + 1, halo + 1, halo)
        .faces(past(state, stores, grid.timeOf(first)))
        .voice(stores)
        .words(state, stores);
  }

  /** The frames that may be nearest to a step at or after {@code start}, ascending. */
  private static List<TrackedFrame> past(AlignmentState state, Stores stores, long start) {
    List<TrackedFrame> frames = new ArrayList<>();
    for (long key = state.tracked - 1; key >= state.oldestFrame; key--) {
      TrackedFrame frame = stores.frames().getOr(key, null);
      frames.add(frame);
      if (frame.time() < start) {
        break;
      }
    }
    Collections.reverse(frames);
    return frames;
  }
}
