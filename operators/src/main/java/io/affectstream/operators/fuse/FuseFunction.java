package io.affectstream.operators.fuse;

import io.affectstream.features.align.Segment;
import io.affectstream.features.align.Segment.Centre;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.RuntimeConfig;
import io.affectstream.inference.fusion.Prediction;
import io.affectstream.operators.models.ModelFunction;
import io.affectstream.operators.source.Origin;
import io.affectstream.operators.source.Refusal;
import io.affectstream.schemas.DeadLetterReason;
import io.affectstream.schemas.Reason;
import java.io.Serial;
import java.util.ArrayList;
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
      result.complete(List.of(fused(segment, List.of())));
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
                    result.complete(List.of(fused(segment, predictions)));
                  }
                });
  }

  private FusedSegment fused(Segment segment, List<Prediction> predictions) {
    List<FusedRow> rows = new ArrayList<>(predictions.size());
    List<Refusal> refusals = new ArrayList<>();
    for (int i = 0; i < predictions.size(); i++) {
      Centre centre = segment.centres().get(i);
      FusedRow row = FusedRow.of(segment, centre, predictions.get(i), halo);
      rows.add(row);
      if (row.reason() == Reason.MODEL_FAILED && centre.reason() != Reason.MODEL_FAILED) {
        refusals.add(refusal(segment, row));
      }
    }
    return new FusedSegment(
        segment.stream(), segment.ordinal(), rows, segment.progress(), refusals, segment.close());
  }

  private static Refusal refusal(Segment segment, FusedRow row) {
    return new Refusal(
        Origin.NONE,
        segment.stream(),
        row.time(),
        DeadLetterReason.MODEL_OUTPUT_NOT_FINITE,
        "fusion: expected finite outputs, found NaN or infinity for frame %d, face %d; the row is given without a measurement"
            .formatted(row.frame(), row.face()),
        new byte[0]);
  }

  @Override
  protected String describe(Segment segment) {
    return "fusion: segment %d of stream '%s'".formatted(segment.ordinal(), segment.stream());
  }
}
