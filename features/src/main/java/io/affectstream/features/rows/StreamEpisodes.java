package io.affectstream.features.rows;

import io.affectstream.features.episodes.EpisodeChange;
import io.affectstream.features.episodes.EpisodeConfig;
import io.affectstream.features.episodes.EpisodeTracker;
import io.affectstream.features.rows.EpisodesState.FaceEpisodes;
import io.affectstream.schemas.EventKind;
import io.affectstream.schemas.Reason;
import io.affectstream.schemas.StreamEnd;
import java.util.function.Consumer;

/** The events of a stream: episodes of every face, and the stream's own opening and closing. */
public final class StreamEpisodes {

  private final EpisodeTracker tracker;

  public StreamEpisodes(EpisodeConfig config) {
    this.tracker = new EpisodeTracker(config);
  }

  /**
   * Takes the next row, in order of frame and face.
   *
   * @param out receives the events that it causes
   * @return whether the stream is over
   */
  public boolean push(EpisodesState state, DecidedRow decided, Consumer<StreamEvent> out) {
    if (decided.close().isEnd()) {
      close(state, decided, out);
      return true;
    }
    if (decided.row() == null) {
      leave(state, decided, out);
    } else {
      row(state, decided, out);
    }
    return false;
  }

  private void row(EpisodesState state, DecidedRow decided, Consumer<StreamEvent> out) {
    FusedRow row = decided.row();
    if (state.rows++ == 0) {
      out.accept(
          ofStream(decided.stream(), EventKind.STREAM_OPENED, row.time(), 0, StreamEnd.NONE));
    }
    state.until = row.time() + row.interval();
    if (row.reason() != Reason.MEASURED) {
      return;
    }
    tracker.frame(
        state.face(row.face()).state,
        state.counter,
        row.episodeFrame(decided.smoothed()),
        change(decided.stream(), row.face(), out));
  }

  private void leave(EpisodesState state, DecidedRow decided, Consumer<StreamEvent> out) {
    FaceEpisodes face = state.face(decided.goneFace());
    tracker.close(face.state, change(decided.stream(), face.face, out));
    state.faces.remove(face);
  }

  private void close(EpisodesState state, DecidedRow decided, Consumer<StreamEvent> out) {
    for (FaceEpisodes face : state.faces) {
      tracker.close(face.state, change(decided.stream(), face.face, out));
    }
    out.accept(
        ofStream(
            decided.stream(), EventKind.STREAM_CLOSED, state.until, state.rows, decided.close()));
  }

  private static StreamEvent ofStream(
      String stream, EventKind kind, long time, long rows, StreamEnd end) {
    return new StreamEvent(stream, kind, time, -1, null, rows, end);
  }

  private static Consumer<EpisodeChange> change(
      String stream, int face, Consumer<StreamEvent> out) {
    return change ->
        out.accept(
            new StreamEvent(
                stream, kind(change.kind()), change.time(), face, change, 0, StreamEnd.NONE));
  }

  private static EventKind kind(EpisodeChange.Kind kind) {
    return switch (kind) {
      case OPENED -> EventKind.EPISODE_OPENED;
      case UPDATED -> EventKind.EPISODE_UPDATED;
      case CLOSED -> EventKind.EPISODE_CLOSED;
    };
  }
}
