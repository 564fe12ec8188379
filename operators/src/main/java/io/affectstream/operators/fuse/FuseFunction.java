package io.affectstream.operators.fuse;

import io.affectstream.features.align.Segment;
import io.affectstream.features.rows.FusedSegment;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.RuntimeConfig;
import io.affectstream.inference.fusion.FusedRows;
import io.affectstream.operators.models.ModelFunction;
import java.io.Serial;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.async.ResultFuture;

/**
 * Asynchronous, in order: predicts the rows of a segment. Segments of all streams on the task
 * manager share the model's batches.
 */
public final class FuseFunction extends ModelFunction<Segment, FusedSegment> {

  @Serial private static final long serialVersionUID = 1L;

  public static final String UID = "fuse";

  private static final int IN_FLIGHT = 64;

  private final int halo;

  /** The stage on the models of {@code source}; {@code halo} is the grid's M. */
  public FuseFunction(ModelSource source, RuntimeConfig runtimeConfig, int halo) {
    super(source, runtimeConfig, "fusion");
    this.halo = halo;
  }

  /** Attaches the stage. */
  public static SingleOutputStreamOperator<FusedSegment> attach(
      DataStream<Segment> segments, ModelSource source, RuntimeConfig runtimeConfig, int halo) {
    return AsyncDataStream.orderedWait(
            segments,
            new FuseFunction(source, runtimeConfig, halo),
            TIMEOUT_MINUTES,
            TimeUnit.MINUTES,
            IN_FLIGHT)
        .returns(TypeInformation.of(FusedSegment.class))
        .uid(UID)
        .name("fuse");
  }

  @Override
  public void asyncInvoke(Segment segment, ResultFuture<FusedSegment> result) {
    if (segment.centres().isEmpty()) {
      result.complete(List.of(FusedRows.of(segment, List.of(), halo)));
      return;
    }
    CompletableFuture<?> unused =
        models()
            .predictor()
            .predict(segment)
            .whenComplete(
                (predictions, failure) -> {
                  if (failure != null) {
                    result.completeExceptionally(failure);
                  } else {
                    result.complete(List.of(FusedRows.of(segment, predictions, halo)));
                  }
                });
  }

  @Override
  protected String describe(Segment segment) {
    return "fusion: segment %d of stream '%s'".formatted(segment.ordinal(), segment.stream());
  }
}
