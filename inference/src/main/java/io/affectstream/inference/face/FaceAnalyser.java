package io.affectstream.inference.face;

import io.affectstream.features.vision.Face;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.inference.onnx.BatcherConfig;
import io.affectstream.inference.onnx.BatcherMetrics;
import io.affectstream.inference.onnx.DeviceConfig;
import io.affectstream.inference.onnx.DeviceConfig.Device;
import io.affectstream.inference.onnx.OnnxSession;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The face models of a bundle: the detector, of which each thread gets a {@link FaceFinder}, and
 * the per-face graph, which runs on their crops in batches shared by all callers. Thread-safe.
 */
public final class FaceAnalyser implements AutoCloseable {

  private final ModelBundle bundle;
  private final FaceConfig config;
  private final Device device;
  private final DetectorModel detector;
  private final FaceModel model;

  /**
   * @param bundle a bundle with a per-face graph
   * @param config which faces are analysed
   * @param batching batches of the per-face graph
   * @param device device of that graph and the detector
   * @throws io.affectstream.inference.onnx.InferenceException if the device is absent
   */
  public FaceAnalyser(
      ModelBundle bundle, FaceConfig config, BatcherConfig batching, DeviceConfig device) {
    this.bundle = bundle;
    this.config = config;
    String file = bundle.manifest().face().file();
    OnnxSession session = OnnxSession.open(file, bundle.file(file), device);
    this.device = session.device();
    this.detector = DetectorModel.open(bundle, device);
    this.model = new FaceModel(bundle.manifest(), session, batching);
  }

  /** A new finder for the calling thread, which closes it before this analyser. */
  public FaceFinder finder() {
    return new FaceFinder(bundle.manifest().face(), config, detector);
  }

  /**
   * Measures faces. Blocks while the batcher's queue is full.
   *
   * @param found faces of one frame; their crops must not be modified until the result is available
   * @return the measured faces, in the same order; fails with {@link
   *     io.affectstream.inference.onnx.ModelOutputException} if the graph's output for one of them
   *     is not finite (the frame is unusable), with {@link
   *     io.affectstream.inference.onnx.InferenceException} if it fails. Chained actions see these
   *     as the cause of a {@code CompletionException}
   * @throws IllegalStateException if this is closed
   */
  public CompletableFuture<List<Face>> analyse(List<FoundFace> found) {
    List<CompletableFuture<Face>> faces =
        found.stream().map(face -> model.run(face.crop()).thenApply(face::with)).toList();
    return CompletableFuture.allOf(faces.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> faces.stream().map(CompletableFuture::join).toList());
  }

  /** Device of the graph, after any fallback. */
  public Device device() {
    return device;
  }

  /** Metrics of the batcher: rows are faces. */
  public BatcherMetrics metrics() {
    return model.metrics();
  }

  @Override
  public void close() {
    try (detector) {
      model.close();
    }
  }
}
