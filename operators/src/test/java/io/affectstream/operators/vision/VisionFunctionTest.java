package io.affectstream.operators.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.vision.PictureLimits;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.RuntimeConfig;
import io.affectstream.operators.source.Origin;
import io.affectstream.operators.source.VideoArrival;
import io.affectstream.schemas.FrameEncoding;
import io.affectstream.schemas.Reason;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.streaming.api.functions.async.CollectionSupplier;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.util.MockStreamingRuntimeContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class VisionFunctionTest {

  private static final int SIDE = 64;

  private final VisionFunction vision =
      new VisionFunction(
          ModelSource.shipped("face-2"),
          RuntimeConfig.DEFAULT,
          new VisionConfig(PictureLimits.DEFAULT, "", 1, 4));

  /** The answer for one frame. */
  private static class Answer implements ResultFuture<VisionOutcome> {

    private final CompletableFuture<VisionOutcome> outcome = new CompletableFuture<>();

    @Override
    public void complete(Collection<VisionOutcome> result) {
      outcome.complete(result.iterator().next());
    }

    @Override
    public void complete(CollectionSupplier<VisionOutcome> supplier) {
      throw new AssertionError("not used by the stage");
    }

    @Override
    public void completeExceptionally(Throwable failure) {
      outcome.completeExceptionally(failure);
    }
  }

  /** How Flink answers once the task is over. */
  private static final class TurnedAway extends Answer {

    @Override
    public void complete(Collection<VisionOutcome> result) {
      throw new RejectedExecutionException("mailbox is closed");
    }

    @Override
    public void completeExceptionally(Throwable failure) {
      throw new RejectedExecutionException("mailbox is closed");
    }
  }

  @BeforeEach
  void open() throws Exception {
    vision.setRuntimeContext(new MockStreamingRuntimeContext(1, 0));
    vision.open(DefaultOpenContext.INSTANCE);
  }

  @AfterEach
  void close() {
    vision.close();
  }

  private static VideoArrival frame(long sequence, int bytes) {
    return new VideoArrival(
        "s",
        sequence,
        sequence,
        sequence * 40_000,
        40_000,
        FrameEncoding.BGR24,
        SIDE,
        SIDE,
        new byte[bytes],
        "",
        false,
        Origin.NONE);
  }

  private VisionOutcome outcome(VideoArrival frame) throws Exception {
    Answer answer = new Answer();
    vision.asyncInvoke(frame, answer);
    return answer.outcome.get(30, TimeUnit.SECONDS);
  }

  @Test
  void aBlackPictureHasNoFace() throws Exception {
    VisionOutcome outcome = outcome(frame(3, SIDE * SIDE * 3));
    assertThat(outcome.frame().reason()).isEqualTo(Reason.NO_FACE);
    assertThat(outcome.frame().sequence()).isEqualTo(3);
    assertThat(outcome.refusals()).isEmpty();
  }

  @Test
  void aPictureThatCannotBeDecodedComesBackWithARefusal() throws Exception {
    VisionOutcome outcome = outcome(frame(3, 5));
    assertThat(outcome.frame().reason()).isEqualTo(Reason.DECODE_FAILED);
    assertThat(outcome.refusals()).hasSize(1);
  }

  /** Thrown on the stage's thread, it would end this JVM, as it would a task manager. */
  @ParameterizedTest
  @ValueSource(ints = {0, 5, SIDE * SIDE * 3})
  void anAnswerThatTheTaskNoLongerTakesIsDropped(int bytes) throws Exception {
    vision.asyncInvoke(frame(0, bytes), new TurnedAway());
    assertThat(outcome(frame(1, SIDE * SIDE * 3)).frame().sequence()).isEqualTo(1);
  }
}
