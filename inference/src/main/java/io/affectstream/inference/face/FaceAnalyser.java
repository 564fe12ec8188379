package io.affectstream.inference.face;

import io.affectstream.features.vision.Face;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.inference.onnx.BatcherConfig;
import io.affectstream.inference.onnx.BatcherMetrics;
import io.affectstream.inference.onnx.DeviceConfig;
import io.affectstream.inference.onnx.OnnxSession;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The faces of one picture: detected, cut out and measured by the calling thread, then run through
 * the per-face graph in batches shared with all callers. Thread-safe; as many detectors exist as
 * threads have called at once.
 */
public final class FaceAnalyser implements AutoCloseable {

  private final ModelBundle bundle;
  private final FaceConfig config;
  private final FaceModel model;
  private final Queue<FaceFinder> idle = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  /**
   * @param bundle a bundle with a per-face graph
   * @param config which faces are analysed
   * @param batching batches of the per-face graph
   * @param device where that graph runs; detection runs on the CPU
   * @throws io.affectstream.inference.onnx.InferenceException if the device is absent
   */
  public FaceAnalyser(
      ModelBundle bundle, FaceConfig config, BatcherConfig batching, DeviceConfig device) {
    this.bundle = bundle;
    this.config = config;
    String file = bundle.manifest().face().file();
    this.model =
        new FaceModel(
            bundle.manifest(), OnnxSession.open(file, bundle.file(file), device), batching);
  }

  /**
   * The faces of a picture, largest first; an empty list where there is none. Blocks while the
   * batcher's queue is full.
   *
   * @param bgr 8-bit, 3-channel picture; not modified, and not used after this returns
   * @return the faces; fails with {@link io.affectstream.inference.onnx.ModelOutputException} if
   *     the graph's answer for one of them is not finite (the frame is unusable), with {@link
   *     io.affectstream.inference.onnx.InferenceException} or the detector's exception if they
   *     fail. Chained actions see these as the cause of a {@code CompletionException}
   */
  public CompletableFuture<List<Face>> analyse(Mat bgr) {
    if (closed) {
      throw new IllegalStateException(
          "the face analyser of %s is closed".formatted(bundle.identity()));
    }
    List<FoundFace> found;
    try {
      found = find(bgr);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
    List<CompletableFuture<Face>> faces =
        found.stream().map(face -> model.run(face.crop()).thenApply(face::with)).toList();
    return CompletableFuture.allOf(faces.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> faces.stream().map(CompletableFuture::join).toList());
  }

  /** What the batcher has done: rows are faces. */
  public BatcherMetrics metrics() {
    return model.metrics();
  }

  private List<FoundFace> find(Mat bgr) {
    FaceFinder finder = idle.poll();
    if (finder == null) {
      finder = new FaceFinder(bundle, config);
    }
    try {
      return finder.find(bgr);
    } finally {
      idle.add(finder);
      if (closed) {
        closeIdle();
      }
    }
  }

  private void closeIdle() {
    for (FaceFinder finder = idle.poll(); finder != null; finder = idle.poll()) {
      finder.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    try (model) {
      closeIdle();
    }
  }
}
