package io.affectstream.operators.episodes;

import io.affectstream.features.episodes.EpisodeConfig;
import io.affectstream.features.rows.DecidedRow;
import io.affectstream.features.rows.EpisodesState;
import io.affectstream.features.rows.StreamEpisodes;
import io.affectstream.features.rows.StreamEvent;
import java.io.Serial;
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
 * Keyed by stream: its events ({@link StreamEpisodes}).
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

  private transient StreamEpisodes tracker;
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
    tracker = new StreamEpisodes(config);
    episodes = getRuntimeContext().getState(EPISODES);
  }

  @Override
  public void processElement(DecidedRow decided, Context context, Collector<StreamEvent> out)
      throws Exception {
    EpisodesState state = episodes.value();
    if (state == null) {
      state = new EpisodesState();
    }
    if (tracker.push(state, decided, out::collect)) {
      episodes.clear();
    } else {
      episodes.update(state);
    }
  }
}
