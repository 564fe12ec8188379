package io.affectstream.inference.fusion;

import io.affectstream.features.align.Segment;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Predicts the centres of segments. Thread-safe. */
public interface Predictor extends AutoCloseable {

  /**
   * One prediction per centre, in order. A centre whose result is not finite is MODEL_FAILED; its
   * neighbours are unaffected.
   *
   * @return the predictions; fails with {@link IllegalArgumentException} if the segment does not
   *     match the bundle, with {@link io.affectstream.inference.onnx.InferenceException} if the
   *     graph fails
   */
  CompletableFuture<List<Prediction>> predict(Segment segment);

  @Override
  void close();
}
