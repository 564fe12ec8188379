package io.affectstream.operators.vision;

import io.affectstream.features.vision.Face;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.RuntimeConfig;
import io.affectstream.inference.onnx.ModelOutputException;
import io.affectstream.operators.align.AlignInput;
import io.affectstream.operators.models.ModelFunction;
import io.affectstream.operators.source.Refusal;
import io.affectstream.schemas.DeadLetterReason;
import io.affectstream.schemas.Reason;
import java.io.Serial;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.async.ResultFuture;

/**
 * Asynchronous: runs the per-face graph on the faces found, in batches over all streams, on the
 * model's own threads. Frames may be reordered; their ordinals restore the order. A frame for which
 * the graph returns no finite value is emitted without faces and with a refusal.
 */
public final class MeasureFacesFunction extends ModelFunction<FoundFrame, AlignInput> {

  @Serial private static final long serialVersionUID = 1L;

  public static final String UID = "measure-faces";

  /** The stage on the models of {@code source}. */
  public MeasureFacesFunction(ModelSource source, RuntimeConfig runtimeConfig) {
    super(source, runtimeConfig, "faces");
  }

  /** Attaches the stage, in the tasks of the previous one. */
  public static SingleOutputStreamOperator<AlignInput> attach(
      DataStream<FoundFrame> frames,
      ModelSource source,
      RuntimeConfig runtimeConfig,
      VisionConfig config) {
    return AsyncDataStream.unorderedWait(
            frames,
            new MeasureFacesFunction(source, runtimeConfig),
            TIMEOUT_MINUTES,
            TimeUnit.MINUTES,
            config.inFlight())
        .returns(TypeInformation.of(AlignInput.class))
        .uid(UID)
        .name("measure faces");
  }

  @Override
  public void asyncInvoke(FoundFrame frame, ResultFuture<AlignInput> result) {
    if (frame.found().isEmpty()) {
      result.complete(List.of(AlignInput.of(frame.frame(), frame.silence())));
      return;
    }
    CompletableFuture<?> unused =
        models()
            .faces()
            .orElseThrow()
            .analyse(frame.found())
            .whenComplete((faces, failure) -> complete(frame, faces, failure, result));
  }

  private static void complete(
      FoundFrame frame, List<Face> faces, Throwable failure, ResultFuture<AlignInput> result) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause == null) {
      result.complete(List.of(AlignInput.of(frame.measured(faces), frame.silence())));
    } else if (cause instanceof ModelOutputException) {
      Refusal refusal =
          new Refusal(
              frame.origin(),
              frame.frame().stream(),
              frame.frame().time(),
              DeadLetterReason.MODEL_OUTPUT_NOT_FINITE,
              cause.getMessage(),
              frame.head());
      result.complete(
          List.of(
              AlignInput.of(frame.failed(Reason.MODEL_FAILED), List.of(refusal), frame.silence())));
    } else {
      result.completeExceptionally(cause);
    }
  }

  @Override
  protected String describe(FoundFrame frame) {
    return "vision: frame %d of stream '%s'"
        .formatted(frame.frame().sequence(), frame.frame().stream());
  }
}
