package io.affectstream.operators.align;

import io.affectstream.features.align.Aligner;
import io.affectstream.features.align.AlignmentConfig;
import io.affectstream.features.align.AlignmentState;
import io.affectstream.features.align.AlignmentStore.Stores;
import io.affectstream.features.align.FaceFrame;
import io.affectstream.features.align.LateArrival;
import io.affectstream.features.align.Segment;
import io.affectstream.features.align.SpokenWords.SpokenWord;
import io.affectstream.features.align.TrackedFrame;
import io.affectstream.features.vision.FaceTracker;
import io.affectstream.features.vision.TrackerConfig;
import io.affectstream.operators.downtime.Downtime;
import io.affectstream.operators.source.Refusal;
import java.io.Serial;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keyed by stream: joins faces, voice and words into segments ({@link Aligner}). Data that arrives
 * after its segment is refused, as is what the stages before refused ({@link Refusal#TAG}). Windows
 * for provisional answers go to {@link #LIVE}.
 *
 * <p>Keyed state, all owned by this stage: {@code progress} (one small object per stream), and the
 * features themselves in four maps, bounded by the window plus the lag between the modalities. The
 * maps are emptied when a stream is over; a mark that it is closed is kept for the retention time
 * and then cleared by a timer.
 */
public final class AlignFunction extends KeyedProcessFunction<String, AlignInput, Segment> {

  @Serial private static final long serialVersionUID = 1L;

  public static final String UID = "align";

  public static final ValueStateDescriptor<AlignmentState> PROGRESS =
      new ValueStateDescriptor<>("progress", TypeInformation.of(AlignmentState.class));
  public static final MapStateDescriptor<Long, FaceFrame> ARRIVED =
      new MapStateDescriptor<>("arrived", Types.LONG, TypeInformation.of(FaceFrame.class));
  public static final MapStateDescriptor<Long, TrackedFrame> FRAMES =
      new MapStateDescriptor<>("frames", Types.LONG, TypeInformation.of(TrackedFrame.class));
  public static final MapStateDescriptor<Long, float[]> VOICE =
      new MapStateDescriptor<>(
          "voice", Types.LONG, PrimitiveArrayTypeInfo.FLOAT_PRIMITIVE_ARRAY_TYPE_INFO);
  public static final MapStateDescriptor<Long, SpokenWord> WORDS =
      new MapStateDescriptor<>("words", Types.LONG, TypeInformation.of(SpokenWord.class));

  /** Windows of the past, for provisional answers. */
  public static final OutputTag<Segment> LIVE = new OutputTag<>("live") {};

  /** Maximum time between a descriptor and its data. */
  private static final Duration DESCRIPTOR_RETENTION = Duration.ofDays(1);

  private final AlignmentConfig config;
  private final TrackerConfig tracking;
  private final Duration idleTimeout;
  private final Duration closedRetention;
  private final int streamMetrics;
  private final int liveEvery;

  private transient Downtime downtime;
  private transient Aligner aligner;
  private transient Stores stores;
  private transient ValueState<AlignmentState> progress;
  private transient Counter late;
  private transient StreamLag lag;

  /**
   * The stage.
   *
   * @param idleTimeout wall-clock time after which a stream is closed that waits only for
   *     modalities without any data; the mark of a closed stream is kept for half of it
   * @param streamMetrics maximum number of streams of an instance with separate metrics
   * @param liveEvery a window for a provisional answer for every n-th row; 0 = none
   */
  public AlignFunction(
      AlignmentConfig config,
      TrackerConfig tracking,
      Duration idleTimeout,
      int streamMetrics,
      int liveEvery) {
    this.config = config;
    this.tracking = tracking;
    this.idleTimeout = idleTimeout;
    this.closedRetention = idleTimeout.dividedBy(2);
    this.streamMetrics = streamMetrics;
    this.liveEvery = liveEvery;
  }

  /** Attaches the stage to the union of its inputs. */
  public static SingleOutputStreamOperator<Segment> attach(
      DataStream<AlignInput> inputs,
      AlignmentConfig config,
      TrackerConfig tracking,
      Duration idleTimeout,
      int streamMetrics,
      int liveEvery) {
    return inputs
        .keyBy(AlignInput::stream, Types.STRING)
        .process(
            new AlignFunction(config, tracking, idleTimeout, streamMetrics, liveEvery),
            TypeInformation.of(Segment.class))
        .uid(UID)
        .name("align");
  }

  @Override
  public void open(OpenContext context) {
    downtime = new Downtime();
    aligner = new Aligner(config, new FaceTracker(tracking), liveEvery);
    progress = getRuntimeContext().getState(PROGRESS);
    stores =
        new Stores(
            new StoredIn<>(getRuntimeContext().getMapState(ARRIVED)),
            new StoredIn<>(getRuntimeContext().getMapState(FRAMES)),
            new StoredIn<>(getRuntimeContext().getMapState(VOICE)),
            new StoredIn<>(getRuntimeContext().getMapState(WORDS)));
    late = getRuntimeContext().getMetricGroup().counter("late");
    lag = new StreamLag(getRuntimeContext().getMetricGroup(), streamMetrics);
  }

  @Override
  public void processElement(AlignInput input, Context context, Collector<Segment> out)
      throws Exception {
    downtime.listening(context.timerService());
    input.refusals().forEach(refusal -> context.output(Refusal.TAG, refusal));
    AlignmentState state = progress.value();
    if (state == null) {
      state = new AlignmentState();
      wakeIn(context, config.discoveryGrace());
    }
    Aligner.Output output = output(context, out);
    if (state.closed) {
      // Only an unexpected modality can still arrive; its end marks are ignored.
      LateData.afterClose(input).ifPresent(output::late);
      return;
    }
    state.idle |= input.silence();
    if (input.descriptor() != null) {
      aligner.expect(state, input.descriptor().modalities());
      state.role = input.descriptor().role();
      state.forgetAt = wakeIn(context, DESCRIPTOR_RETENTION);
    } else if (input.faces() != null) {
      aligner.faces(state, stores, input.faces(), output);
    } else if (input.voice() != null) {
      aligner.voice(state, stores, input.voice(), output);
    } else {
      aligner.words(state, stores, input.words(), output);
    }
    if (state.begun() && state.forgetAt != Long.MAX_VALUE) {
      context.timerService().deleteProcessingTimeTimer(state.forgetAt);
      state.forgetAt = Long.MAX_VALUE;
    }
    advance(state, context, output);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Segment> out)
      throws Exception {
    boolean down = downtime.spans(timestamp, context.timerService());
    AlignmentState state = progress.value();
    if (state == null) {
      return;
    }
    if (down) {
      wakeIn(context, state.closed ? closedRetention : config.discoveryGrace());
      state.giveUpAt = Long.MAX_VALUE;
      watchSilence(state, context);
      progress.update(state);
      return;
    }
    if (state.closed || (!state.begun() && timestamp >= state.forgetAt)) {
      progress.clear();
      lag.closed(context.getCurrentKey());
      return;
    }
    aligner.discovered(state);
    if (timestamp >= state.giveUpAt && state.waitsForMissingModalities()) {
      aligner.giveUpMissingModalities(state);
    }
    advance(state, context, output(context, out));
  }

  private void advance(AlignmentState state, Context context, Aligner.Output output)
      throws Exception {
    String stream = context.getCurrentKey();
    if (!aligner.advance(state, stores, stream, output)) {
      watchSilence(state, context);
      progress.update(state);
      lag.update(stream, state);
      return;
    }
    stores.clear();
    lag.closed(stream);
    if (state.idle) {
      progress.clear();
      return;
    }
    AlignmentState mark = new AlignmentState();
    mark.closed = true;
    progress.update(mark);
    wakeIn(context, closedRetention);
  }

  /** Starts the timer of a stream that waits for modalities without any data. */
  private void watchSilence(AlignmentState state, Context context) {
    if (!state.waitsForMissingModalities()) {
      state.giveUpAt = Long.MAX_VALUE;
    } else if (state.giveUpAt == Long.MAX_VALUE) {
      state.giveUpAt = wakeIn(context, idleTimeout);
    }
  }

  private static long wakeIn(Context context, Duration delay) {
    long at = context.timerService().currentProcessingTime() + delay.toMillis();
    context.timerService().registerProcessingTimeTimer(at);
    return at;
  }

  private Aligner.Output output(Context context, Collector<Segment> out) {
    return new Aligner.Output() {
      @Override
      public void segment(Segment segment) {
        lag.covered(segment);
        out.collect(segment);
      }

      @Override
      public void live(Segment window) {
        context.output(LIVE, window);
      }

      @Override
      public void late(LateArrival arrival) {
        late.inc();
        context.output(Refusal.TAG, LateData.refusal(arrival));
      }
    };
  }
}
