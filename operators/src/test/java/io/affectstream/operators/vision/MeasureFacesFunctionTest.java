package io.affectstream.operators.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.align.FaceFrame;
import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.RuntimeConfig;
import io.affectstream.inference.face.FoundFace;
import io.affectstream.operators.align.AlignInput;
import io.affectstream.operators.source.Origin;
import io.affectstream.schemas.DeadLetterReason;
import io.affectstream.schemas.Reason;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
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

@Timeout(60)
class MeasureFacesFunctionTest {

  private static final int PIXELS = 48 * 48;

  private final MeasureFacesFunction measure =
      new MeasureFacesFunction(ModelSource.shipped("face-3"), RuntimeConfig.DEFAULT);

  /** The result for one frame. */
  private static class Answer implements ResultFuture<AlignInput> {

    private final CompletableFuture<AlignInput> outcome = new CompletableFuture<>();

    @Override
    public void complete(Collection<AlignInput> result) {
      outcome.complete(result.iterator().next());
    }

    @Override
    public void complete(CollectionSupplier<AlignInput> supplier) {
      throw new AssertionError("not used by the stage");
    }

    @Override
    public void completeExceptionally(Throwable failure) {
      outcome.completeExceptionally(failure);
    }
  }

  /** Flink's behaviour after the end of the task. */
  private static final class TurnedAway extends Answer {

    @Override
    public void complete(Collection<AlignInput> result) {
      throw new RejectedExecutionException("mailbox is closed");
    }
  }

  @BeforeEach
  void open() throws Exception {
    measure.setRuntimeContext(new MockStreamingRuntimeContext(1, 0));
    measure.open(DefaultOpenContext.INSTANCE);
  }

  @AfterEach
  void close() {
    measure.close();
  }

  private static FoundFrame frame(Reason reason, float... levels) {
    List<FoundFace> faces =
        Arrays.stream(boxed(levels)).map(MeasureFacesFunctionTest::face).toList();
    return new FoundFrame(
        new FaceFrame("s", 7, 107, 280_000, 40_000, reason, List.of(), false),
        faces,
        false,
        new Origin("affect.video", 1, 42),
        new byte[] {1, 2});
  }

  private static Float[] boxed(float[] levels) {
    Float[] boxed = new Float[levels.length];
    for (int i = 0; i < levels.length; i++) {
      boxed[i] = levels[i];
    }
    return boxed;
  }

  private static FoundFace face(float level) {
    float[] crop = new float[PIXELS];
    Arrays.fill(crop, level);
    DetectedFace detected = new DetectedFace(new FaceBox(level, 0, 9, 9), 0.7f, new float[0]);
    return new FoundFace(detected, 0.4f, crop);
  }

  private AlignInput outcome(FoundFrame frame) throws Exception {
    Answer answer = new Answer();
    measure.asyncInvoke(frame, answer);
    return answer.outcome.get(30, TimeUnit.SECONDS);
  }

  @Test
  void everyFaceIsMeasuredInItsPlace() throws Exception {
    AlignInput outcome = outcome(frame(Reason.MEASURED, 0.2f, 0.6f));
    assertThat(outcome.faces().reason()).isEqualTo(Reason.MEASURED);
    assertThat(outcome.faces().ordinal()).isEqualTo(7);
    assertThat(outcome.faces().faces())
        .extracting(face -> face.box().x())
        .containsExactly(0.2f, 0.6f);
    assertThat(outcome.faces().faces())
        .allSatisfy(face -> assertThat(face.expression()).hasSize(8));
    assertThat(outcome.refusals()).isEmpty();
  }

  @Test
  void aFrameWithoutFaceKeepsItsReason() throws Exception {
    assertThat(outcome(frame(Reason.DECODE_FAILED)).faces().reason())
        .isEqualTo(Reason.DECODE_FAILED);
    assertThat(outcome(frame(Reason.NO_FACE)).faces().faces()).isEmpty();
  }

  @Test
  void anAnswerThatIsNotFiniteIsRefusedWithItsOrigin() throws Exception {
    AlignInput outcome = outcome(frame(Reason.MEASURED, 0.5f, Float.NaN));
    assertThat(outcome.faces().reason()).isEqualTo(Reason.MODEL_FAILED);
    assertThat(outcome.faces().faces()).isEmpty();
    assertThat(outcome.refusals())
        .singleElement()
        .satisfies(
            refusal -> {
              assertThat(refusal.reason()).isEqualTo(DeadLetterReason.MODEL_OUTPUT_NOT_FINITE);
              assertThat(refusal.origin().offset()).isEqualTo(42);
              assertThat(refusal.head()).containsExactly(1, 2);
            });
  }

  @Test
  void anAnswerThatTheTaskNoLongerTakesIsDropped() throws Exception {
    measure.asyncInvoke(frame(Reason.MEASURED, 0.1f), new TurnedAway());
    assertThat(outcome(frame(Reason.MEASURED, 0.3f)).faces().faces()).hasSize(1);
  }
}
