package io.affectstream.operators.live;

import io.affectstream.features.episodes.EpisodeConfig;
import io.affectstream.features.rows.FusedSegment;
import io.affectstream.features.rows.LiveRow;
import io.affectstream.features.rows.LiveRows;
import io.affectstream.features.rows.LiveState;
import io.affectstream.features.smoothing.SmoothingConfig;
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
 * Keyed by stream: causal labels and early episodes of its provisional rows ({@link LiveRows}).
 *
 * <p>Keyed state, owned by this stage: {@code live}, bounded by the faces present; cleared when the
 * stream is over.
 */
public final class LiveFunction extends KeyedProcessFunction<String, FusedSegment, LiveRow> {

  @Serial private static final long serialVersionUID = 1L;

  public static final String UID = "live";

  public static final ValueStateDescriptor<LiveState> LIVE =
      new ValueStateDescriptor<>("live", TypeInformation.of(LiveState.class));

  private final SmoothingConfig smoothing;
  private final EpisodeConfig episodes;
  private final long maxGapMicros;

  private transient LiveRows rows;
  private transient ValueState<LiveState> live;

  /** The stage; a face absent for longer than {@code maxGapMicros} of originating time is gone. */
  public LiveFunction(SmoothingConfig smoothing, EpisodeConfig episodes, long maxGapMicros) {
    this.smoothing = smoothing;
    this.episodes = episodes;
    this.maxGapMicros = maxGapMicros;
  }

  /** Attaches the stage. */
  public static SingleOutputStreamOperator<LiveRow> attach(
      DataStream<FusedSegment> windows,
      SmoothingConfig smoothing,
      EpisodeConfig episodes,
      long maxGapMicros) {
    return windows
        .keyBy(FusedSegment::stream, Types.STRING)
        .process(
            new LiveFunction(smoothing, episodes, maxGapMicros), TypeInformation.of(LiveRow.class))
        .uid(UID)
        .name("live");
  }

  @Override
  public void open(OpenContext context) {
    rows = new LiveRows(smoothing, episodes, maxGapMicros);
    live = getRuntimeContext().getState(LIVE);
  }

  @Override
  public void processElement(FusedSegment window, Context context, Collector<LiveRow> out)
      throws Exception {
    LiveState state = live.value();
    if (state == null) {
      state = new LiveState();
    }
    if (rows.push(state, window, out::collect)) {
      live.clear();
    } else {
      live.update(state);
    }
  }
}
