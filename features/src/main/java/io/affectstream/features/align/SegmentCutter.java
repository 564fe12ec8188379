package io.affectstream.features.align;

import io.affectstream.features.align.AlignmentStore.Stores;
import io.affectstream.features.time.Grid;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.StreamEnd;
import java.util.ArrayList;
import java.util.List;

/** Cuts complete segments out of the stored features and marks their rows as emitted. */
final class SegmentCutter {

  private final AlignmentConfig config;
  private final Grid grid;
  private final FaceSpeakers speakers;

  SegmentCutter(AlignmentConfig config) {
    this.config = config;
    this.grid = config.grid();
    this.speakers = new FaceSpeakers(config.speaking());
  }

  /** The segment of the steps from {@code first} on, which is complete. */
  Segment cut(AlignmentState state, Stores stores, String stream, long first) {
    long last = first + config.segment() - 1;
    SegmentBuilder builder =
        new SegmentBuilder(grid, first - config.halo(), config.span(), config.span(), config.halo())
            .faces(frames(state, stores, grid.timeOf(last + config.halo())))
            .voice(stores)
            .words(state, stores);
    if (state.driver == Modality.FACE) {
      TrackedFrame frame = stores.frames().getOr(state.nextCentre, null);
      while (frame != null && grid.stepAt(frame.time()) <= last) {
        builder.centre(frame, speakers.of(state));
        frame = stores.frames().getOr(++state.nextCentre, null);
      }
    } else {
      for (long step : state.rows().removeThrough(last)) {
        state.firstRow = state.firstRow == AlignmentState.NEVER ? step : state.firstRow;
        builder.centre(step, step - state.firstRow);
      }
    }
    return builder.build(stream, state, stores, grid.endOf(last));
  }

  /** The frames kept, up to the first after {@code end}, which is the last that may be nearest. */
  private static List<TrackedFrame> frames(AlignmentState state, Stores stores, long end) {
    List<TrackedFrame> frames = new ArrayList<>();
    for (long key = state.oldestFrame; key < state.tracked; key++) {
      TrackedFrame frame = stores.frames().getOr(key, null);
      frames.add(frame);
      if (frame.time() > end) {
        break;
      }
    }
    return frames;
  }

  /** The last segment of a stream, without rows. */
  static Segment closing(AlignmentState state, String stream) {
    return new Segment(
        stream,
        state.segments++,
        0,
        new ArrayList<>(),
        new float[0][],
        new float[0][],
        new int[0],
        List.of(),
        state.noWords,
        Long.MAX_VALUE,
        state.idle ? StreamEnd.IDLE : StreamEnd.END_OF_STREAM);
  }
}
