package io.affectstream.operators.episodes;

import io.affectstream.features.episodes.EpisodeChange;
import io.affectstream.features.episodes.EpisodeConfig;
import io.affectstream.features.episodes.EpisodeFrame;
import io.affectstream.features.episodes.EpisodeTracker;
import io.affectstream.operators.episodes.EpisodesState.FaceEpisodes;
import io.affectstream.operators.fuse.FusedRow;
import io.affectstream.operators.smooth.DecidedRow;
import io.affectstream.schemas.EventKind;
import io.affectstream.schemas.Reason;
import java.io.Serial;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by stream: episodes of every face ({@link EpisodeTracker}), and the stream's own opening
 * and closing.
 *
 * <p>Keyed state, owned by this stage: {@code episodes}, bounded by the faces present; cleared when
 * the stream is over.
 */
public final class EpisodesFunction extends KeyedProcessFunction<String, DecidedRow, StreamEvent> {

  @Serial private static final long serialVersionUID = 1L;

  public static final String UID = "episodes";

  public static final ValueStateDescriptor<EpisodesState> EPISODES =
      new ValueStateDescriptor<>("episodes", TypeInformation.of(EpisodesState.class));

  private final EpisodeConfig config;

  private transient EpisodeTracker tracker;
  private transient ValueState<EpisodesState> episodes;

  public EpisodesFunction(EpisodeConfig config) {
    this.config = config;
  }

  /** Attaches the stage. */
  public static SingleOutputStreamOperator<StreamEvent> attach(
      DataStream<DecidedRow> rows, EpisodeConfig config) {
    return rows.keyBy(DecidedRow::stream, Types.STRING)
        .process(new EpisodesFunction(config), TypeInformation.of(StreamEvent.class))
        .uid(UID)
        .name("episodes");
  }

  @Override
  public void open(OpenContext context) {
    tracker = new EpisodeTracker(config);
    episodes = getRuntimeContext().getState(EPISODES);
  }

  @Override
  public void processElement(DecidedRow decided, Context context, Collector<StreamEvent> out)
      throws Exception {
    EpisodesState state = episodes.value();
    if (state == null) {
      state = new EpisodesState();
    }
    if (!decided.close().isEmpty()) {
      close(state, decided, out);
      episodes.clear();
      return;
    }
    if (decided.row() == null) {
      leave(state, decided, out);
    } else {
      row(state, decided, out);
    }
    episodes.update(state);
  }

  private void row(EpisodesState state, DecidedRow decided, Collector<StreamEvent> out) {
    FusedRow row = decided.row();
    if (state.rows++ == 0) {
      out.collect(ofStream(decided.stream(), EventKind.STREAM_OPENED, row.time(), 0, ""));
    }
    state.until = row.time() + row.interval();
    if (row.reason() != Reason.MEASURED) {
      return;
    }
    tracker.frame(
        state.face(row.face()).state,
        state.counter,
        new EpisodeFrame(
            row.time(), row.interval(), decided.smoothed(), row.expression(), row.actionUnits()),
        change(decided.stream(), row.face(), out));
  }

  private void leave(EpisodesState state, DecidedRow decided, Collector<StreamEvent> out) {
    FaceEpisodes face = state.face(decided.goneFace());
    tracker.close(face.state, change(decided.stream(), face.face, out));
    state.faces.remove(face);
  }

  private void close(EpisodesState state, DecidedRow decided, Collector<StreamEvent> out) {
    for (FaceEpisodes face : state.faces) {
      tracker.close(face.state, change(decided.stream(), face.face, out));
    }
    out.collect(
        ofStream(
            decided.stream(), EventKind.STREAM_CLOSED, state.until, state.rows, decided.close()));
  }

  private static StreamEvent ofStream(
      String stream, EventKind kind, long time, long rows, String detail) {
    return new StreamEvent(stream, kind, time, -1, null, rows, detail);
  }

  private static Consumer<EpisodeChange> change(
      String stream, int face, Collector<StreamEvent> out) {
    return change ->
        out.collect(
            new StreamEvent(stream, kind(change.kind()), change.time(), face, change, 0, ""));
  }

  private static EventKind kind(EpisodeChange.Kind kind) {
    return switch (kind) {
      case OPENED -> EventKind.EPISODE_OPENED;
      case UPDATED -> EventKind.EPISODE_UPDATED;
      case CLOSED -> EventKind.EPISODE_CLOSED;
    };
  }
}
