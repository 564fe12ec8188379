package io.affectstream.operators.vision;

import io.affectstream.features.align.FaceFrame;
import io.affectstream.features.vision.ClaimCheck;
import io.affectstream.features.vision.Face;
import io.affectstream.features.vision.PictureDecoder;
import io.affectstream.features.vision.PictureException;
import io.affectstream.inference.ModelRuntime;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.RuntimeConfig;
import io.affectstream.inference.face.FaceAnalyser;
import io.affectstream.inference.onnx.ModelOutputException;
import io.affectstream.operators.metrics.ModelMetrics;
import io.affectstream.operators.source.Refusal;
import io.affectstream.operators.source.VideoArrival;
import io.affectstream.schemas.DeadLetterReason;
import io.affectstream.schemas.FrameEncoding;
import io.affectstream.schemas.Reason;
import java.io.Serial;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;
import org.bytedeco.opencv.opencv_core.Mat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Unkeyed and asynchronous: decodes a frame, finds its faces and runs the per-face graph in batches
 * over all streams. Frames may overtake each other; their ordinals put them back in order. A frame
 * that cannot be used comes back without faces, with its reason and a refusal.
 *
 * <p>Decoding and detection run on threads of this instance; the graph on the model's own thread.
 */
public final class VisionFunction extends RichAsyncFunction<VideoArrival, VisionOutcome> {

  @Serial private static final long serialVersionUID = 1L;

  public static final String UID = "vision";

  private static final Logger LOG = LoggerFactory.getLogger(VisionFunction.class);
  private static final long TIMEOUT_MINUTES = 10;
  private static final String NO_FOLDER =
      "picture reference '%s': expected the setting vision.claim-check-folder, found none; set it or send the picture itself";

  private final ModelSource source;
  private final RuntimeConfig runtimeConfig;
  private final VisionConfig config;

  private transient ModelRuntime.Lease models;
  private transient PictureDecoder decoder;
  private transient Optional<ClaimCheck> claimChecks;
  private transient ExecutorService workers;

  /** The stage on the models of {@code source}. */
  public VisionFunction(ModelSource source, RuntimeConfig runtimeConfig, VisionConfig config) {
    this.source = source;
    this.runtimeConfig = runtimeConfig;
    this.config = config;
  }

  /** Attaches the stage, spreading the frames of every stream over all its instances. */
  public static SingleOutputStreamOperator<VisionOutcome> attach(
      DataStream<VideoArrival> frames,
      ModelSource source,
      RuntimeConfig runtimeConfig,
      VisionConfig config) {
    return AsyncDataStream.unorderedWait(
            frames.rebalance(),
            new VisionFunction(source, runtimeConfig, config),
            TIMEOUT_MINUTES,
            TimeUnit.MINUTES,
            config.inFlight())
        .returns(TypeInformation.of(VisionOutcome.class))
        .uid(UID)
        .name("vision");
  }

  @Override
  public void open(OpenContext context) throws Exception {
    decoder = new PictureDecoder(config.limits());
    models = ModelRuntime.lease(source, runtimeConfig);
    claimChecks =
        config.claimCheckFolder().isEmpty()
            ? Optional.empty()
            : Optional.of(new ClaimCheck(Path.of(config.claimCheckFolder()), config.limits()));
    int instances = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    workers =
        Executors.newFixedThreadPool(
            config.workersOfEach(instances), new ExecutorThreadFactory("vision-worker"));
    ModelMetrics.register(getRuntimeContext().getMetricGroup(), models.runtime(), "faces");
  }

  @Override
  public void asyncInvoke(VideoArrival frame, ResultFuture<VisionOutcome> result) {
    Optional<FaceAnalyser> faces = models.runtime().faces();
    if (frame.end() || faces.isEmpty()) {
      result.complete(List.of(outcome(frame, Reason.NO_FACE, List.of(), List.of())));
    } else {
      workers.execute(() -> work(frame, faces.get(), result));
    }
  }

  /**
   * A task that is cancelled or fails does not wait for its frames; whoever answers then is turned
   * away. Nothing may be thrown here: Flink ends the whole process for it.
   */
  private void work(VideoArrival frame, FaceAnalyser analyser, ResultFuture<VisionOutcome> result) {
    try {
      analyse(frame, analyser, result);
    } catch (RejectedExecutionException e) {
      LOG.debug("frame {} of '{}': the task is over", frame.sequence(), frame.stream(), e);
    }
  }

  private void analyse(
      VideoArrival frame, FaceAnalyser analyser, ResultFuture<VisionOutcome> result) {
    try (Mat picture =
        decoder.decode(frame.encoding(), frame.width(), frame.height(), bytes(frame))) {
      CompletableFuture<?> unused =
          analyser
              .analyse(picture)
              .whenComplete((faces, failure) -> complete(frame, faces, failure, result));
    } catch (PictureException e) {
      result.complete(List.of(refused(frame, Reason.DECODE_FAILED, e.reason(), e.getMessage())));
    } catch (Throwable e) {
      result.completeExceptionally(e);
    }
  }

  private byte[] bytes(VideoArrival frame) throws PictureException {
    if (frame.encoding() != FrameEncoding.REFERENCE) {
      return frame.data();
    }
    return claimChecks
        .orElseThrow(() -> PictureException.unsafe(NO_FOLDER.formatted(frame.uri())))
        .read(frame.uri());
  }

  private static void complete(
      VideoArrival frame, List<Face> faces, Throwable failure, ResultFuture<VisionOutcome> result) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause == null) {
      Reason reason = faces.isEmpty() ? Reason.NO_FACE : Reason.MEASURED;
      result.complete(List.of(outcome(frame, reason, faces, List.of())));
    } else if (cause instanceof ModelOutputException) {
      result.complete(
          List.of(
              refused(
                  frame,
                  Reason.MODEL_FAILED,
                  DeadLetterReason.MODEL_OUTPUT_NOT_FINITE,
                  cause.getMessage())));
    } else {
      result.completeExceptionally(cause);
    }
  }

  private static VisionOutcome refused(
      VideoArrival frame, Reason reason, DeadLetterReason code, String message) {
    return outcome(
        frame, reason, List.of(), List.of(Refusal.of(frame, frame.data(), code, message)));
  }

  private static VisionOutcome outcome(
      VideoArrival frame, Reason reason, List<Face> faces, List<Refusal> refusals) {
    return new VisionOutcome(
        new FaceFrame(
            frame.stream(),
            frame.ordinal(),
            frame.sequence(),
            frame.time(),
            frame.interval(),
            reason,
            faces,
            frame.end()),
        refusals,
        frame.isSilence());
  }

  @Override
  public void timeout(VideoArrival frame, ResultFuture<VisionOutcome> result) {
    result.completeExceptionally(
        new TimeoutException(
            "vision: frame %d of stream '%s' took more than %d minutes; the model hangs or the machine is stalled"
                .formatted(frame.sequence(), frame.stream(), TIMEOUT_MINUTES)));
  }

  @Override
  public void close() {
    if (workers != null) {
      workers.shutdownNow();
    }
    if (models != null) {
      models.close();
    }
  }
}
