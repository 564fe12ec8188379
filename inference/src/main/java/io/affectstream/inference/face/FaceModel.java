package io.affectstream.inference.face;

import io.affectstream.inference.onnx.Batcher;
import io.affectstream.inference.onnx.BatcherConfig;
import io.affectstream.inference.onnx.BatcherMetrics;
import io.affectstream.inference.onnx.OnnxSession;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.Manifest.ImageInput;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The per-face graph behind its batcher. Thread-safe. */
final class FaceModel implements AutoCloseable {

  private final OnnxSession session;
  private final FaceOutputReader reader;
  private final Batcher<float[], Map<String, float[]>> batcher;

  /**
   * @param manifest a verified manifest with a per-face graph
   * @param session that graph; closed with this model
   * @param config batching, over all callers
   */
  FaceModel(Manifest manifest, OnnxSession session, BatcherConfig config) {
    this.session = session;
    this.reader = new FaceOutputReader(manifest);
    ImageInput image = manifest.face().input();
    Map<String, long[]> shapes = reader.shapes();
    int minRows = RowProbe.minRows(image, shapes, session);
    this.batcher =
        new Batcher<>("faces", config, () -> new FaceGraph(image, shapes, session, minRows));
  }

  /** Runs one crop, which must not be modified until the result is available. */
  CompletableFuture<FaceOutput> run(float[] crop) {
    return batcher.submit(crop).thenApply(reader::read);
  }

  BatcherMetrics metrics() {
    return batcher.metrics();
  }

  @Override
  public void close() {
    try (session) {
      batcher.close();
    }
  }
}
