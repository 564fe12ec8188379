package io.affectstream.operators.live;

import io.affectstream.features.align.Segment;
import io.affectstream.features.rows.FusedSegment;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.RuntimeConfig;
import io.affectstream.inference.fusion.FusedRows;
import io.affectstream.inference.fusion.Prediction;
import io.affectstream.operators.models.ModelFunction;
import java.io.Serial;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.async.ResultFuture;

/**
 * Asynchronous, in order: predicts windows of the past, with its own batches over all streams of
 * the task manager. A slow model never slows down the stage before: the oldest requests are dropped
 * ({@link LiveQueue}) and counted by the metric {@code dropped}, as are those for which the graph
 * fails; the exact path reports such failures.
 */
public final class LiveFuseFunction extends ModelFunction<Segment, FusedSegment> {

  @Serial private static final long serialVersionUID = 1L;

  public static final String UID = "live-fuse";

  /** Windows open per instance. */
  static final int LIMIT = 64;

  /** Windows with the model at a time, per instance. */
  private static final int RUNNING = 16;

  /** More than {@link #LIMIT}, so that the stage before never waits for an answer. */
  private static final int IN_FLIGHT = 2 * LIMIT;

  private final int halo;

  private transient LiveQueue<Segment, List<Prediction>> queue;

  /** The stage on the models of {@code source}; {@code halo} is the grid's M. */
  public LiveFuseFunction(ModelSource source, RuntimeConfig runtimeConfig, int halo) {
    super(source, runtimeConfig, "live");
    this.halo = halo;
  }

  /** Attaches the stage. */
  public static SingleOutputStreamOperator<FusedSegment> attach(
      DataStream<Segment> windows, ModelSource source, RuntimeConfig runtimeConfig, int halo) {
    return AsyncDataStream.orderedWait(
            windows,
            new LiveFuseFunction(source, runtimeConfig, halo),
            TIMEOUT_MINUTES,
            TimeUnit.MINUTES,
            IN_FLIGHT)
        .returns(TypeInformation.of(FusedSegment.class))
        .uid(UID)
        .name("live fuse");
  }

  @Override
  public void open(OpenContext context) throws Exception {
    super.open(context);
    queue = new LiveQueue<>(models().livePredictor()::predict, RUNNING, LIMIT);
    getRuntimeContext().getMetricGroup().gauge("dropped", (Gauge<Long>) queue::dropped);
  }

  @Override
  public void asyncInvoke(Segment window, ResultFuture<FusedSegment> result) {
    if (window.centres().isEmpty()) {
      result.complete(List.of(FusedRows.of(window, List.of(), halo)));
      return;
    }
    queue.submit(
        window,
        answer ->
            result.complete(
                answer.map(rows -> List.of(FusedRows.of(window, rows, halo))).orElse(List.of())));
  }

  @Override
  protected String describe(Segment window) {
    return "live: row %d of stream '%s'".formatted(window.ordinal(), window.stream());
  }
}
