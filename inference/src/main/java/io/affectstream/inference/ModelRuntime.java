package io.affectstream.inference;

import io.affectstream.inference.bundle.BundleException;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.inference.face.FaceAnalyser;
import io.affectstream.inference.fusion.AttributedPredictor;
import io.affectstream.inference.fusion.FaceHeadPredictor;
import io.affectstream.inference.fusion.FusionPredictor;
import io.affectstream.inference.fusion.Predictor;
import io.affectstream.inference.onnx.BatcherConfig;
import io.affectstream.inference.onnx.BatcherMetrics;
import io.affectstream.inference.onnx.DeviceConfig.Device;
import io.affectstream.inference.onnx.OnnxSession;
import io.affectstream.inference.words.MiniLmWordEncoder;
import io.affectstream.inference.words.UtteranceEncoder;
import io.affectstream.inference.words.WordEncoder;
import io.affectstream.schemas.bundle.HeadGraph;
import io.affectstream.schemas.bundle.Manifest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A bundle ready to run: its sessions, threads and caches, shared by all slots of a task manager.
 * Reference-counted: the same source and settings return the same instance while a lease on it is
 * open, and closing the last lease frees everything. A bundle replaced on disk in the meantime is
 * loaded by the next first lease. Thread-safe.
 */
public final class ModelRuntime {

  private record Key(ModelSource source, RuntimeConfig config) {}

  /** Takes what waits; long enough for the open requests of all slots. */
  private static final BatcherConfig LIVE_BATCHES = new BatcherConfig(16, Duration.ZERO, 4096, 1);

  private static final Map<Key, ModelRuntime> SHARED = new HashMap<>();

  private final Key key;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Map<String, Supplier<BatcherMetrics>> metrics = new LinkedHashMap<>();
  private final Map<String, Device> devices = new LinkedHashMap<>();
  private final ModelBundle bundle;
  private Optional<FaceAnalyser> faces = Optional.empty();
  private Optional<WordEncoder> words = Optional.empty();
  private Predictor predictor = new FaceHeadPredictor();
  private Predictor live = predictor;
  private int leases;

  private ModelRuntime(Key key, ModelBundle bundle) {
    this.key = key;
    this.bundle = bundle;
  }

  /**
   * A lease on the runtime of a bundle, opened if no lease exists. Opening verifies the bundle and
   * takes seconds; other callers wait.
   *
   * @return the lease; to be closed once
   * @throws BundleException if the bundle is refused
   * @throws io.affectstream.inference.onnx.InferenceException if the device or a native library is
   *     absent
   */
  public static Lease lease(ModelSource source, RuntimeConfig config) throws BundleException {
    Key key = new Key(source, config);
    synchronized (SHARED) {
      ModelRuntime runtime = SHARED.get(key);
      if (runtime == null) {
        runtime = open(key);
        SHARED.put(key, runtime);
      }
      runtime.leases++;
      return new Lease(runtime);
    }
  }

  private static ModelRuntime open(Key key) throws BundleException {
    ModelRuntime runtime = new ModelRuntime(key, key.source().open());
    try {
      runtime.start();
      return runtime;
    } catch (RuntimeException | Error e) {
      runtime.closeParts(e);
      throw e;
    }
  }

  private void start() {
    Manifest manifest = bundle.manifest();
    RuntimeConfig config = key.config();
    if (manifest.face() != null) {
      FaceAnalyser analyser =
          owned(new FaceAnalyser(bundle, config.faces(), config.faceBatches(), config.device()));
      metrics.put("faces", analyser::metrics);
      devices.put("faces", analyser.device());
      faces = Optional.of(analyser);
    }
    if (manifest.words() != null) {
      openWords(manifest.words());
    }
    if (manifest.heads().expression().graph() == HeadGraph.FUSION) {
      String file = manifest.fusion().file();
      OnnxSession session = OnnxSession.open(file, bundle.file(file), config.device());
      owned(session);
      FusionPredictor fusion =
          owned(new FusionPredictor(manifest, session, config.fusionBatches()));
      metrics.put("fusion", fusion::metrics);
      devices.put("fusion", session.device());
      predictor = new AttributedPredictor(fusion);
      FusionPredictor windows = owned(FusionPredictor.ofWindows(manifest, session, LIVE_BATCHES));
      metrics.put("live", windows::metrics);
      devices.put("live", session.device());
      live = new AttributedPredictor(windows);
    }
  }

  private void openWords(Manifest.Words spec) {
    RuntimeConfig config = key.config();
    if (spec.network() == null) {
      MiniLmWordEncoder encoder =
          owned(new MiniLmWordEncoder(config.wordBatches(), config.cachedWords()));
      metrics.put("words", encoder::metrics);
      words = Optional.of(encoder);
    } else {
      UtteranceEncoder encoder =
          owned(
              new UtteranceEncoder(
                  spec.network(),
                  bundle.file(spec.network().file()),
                  bundle.file(spec.network().vocabulary()),
                  config.wordBatches(),
                  config.cachedWords()));
      metrics.put("words", encoder::metrics);
      words = Optional.of(encoder);
    }
    devices.put("words", Device.CPU);
  }

  private <T extends AutoCloseable> T owned(T part) {
    parts.push(part);
    return part;
  }

  /** The bundle. */
  public ModelBundle bundle() {
    return bundle;
  }

  /** The analyser of images; empty if the bundle uses no faces. */
  public Optional<FaceAnalyser> faces() {
    return faces;
  }

  /** The word encoder; empty if the bundle uses no words. */
  public Optional<WordEncoder> words() {
    return words;
  }

  /** The predictor of segments. */
  public Predictor predictor() {
    return predictor;
  }

  /**
   * The predictor of windows of one centre, for provisional answers: with its own batches, so that
   * it neither waits for segments nor delays them. Callers bound their open requests.
   */
  public Predictor livePredictor() {
    return live;
  }

  /** Metrics of each batcher that the bundle needs: faces, words, fusion, live. */
  public Map<String, BatcherMetrics> metrics() {
    Map<String, BatcherMetrics> now = new LinkedHashMap<>();
    metrics.forEach((name, source) -> now.put(name, source.get()));
    return Collections.unmodifiableMap(now);
  }

  /** Device of each graph, after any fallback. */
  public Map<String, Device> devices() {
    return Collections.unmodifiableMap(devices);
  }

  private void release() {
    synchronized (SHARED) {
      leases--;
      if (leases == 0) {
        SHARED.remove(key);
        IllegalStateException failure =
            new IllegalStateException(
                "bundle %s: not all parts closed".formatted(bundle.identity()));
        closeParts(failure);
        if (failure.getSuppressed().length > 0) {
          throw failure;
        }
      }
    }
  }

  /** Closes every part in reverse order and adds failures to {@code failure}. */
  private void closeParts(Throwable failure) {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        failure.addSuppressed(e);
      }
    }
  }

  /** A lease on a runtime. Closing it again has no effect. */
  public static final class Lease implements AutoCloseable {

    private final ModelRuntime runtime;
    private boolean closed;

    private Lease(ModelRuntime runtime) {
      this.runtime = runtime;
    }

    /**
     * The runtime; not to be used after this lease is closed.
     *
     * @throws IllegalStateException if this lease is closed
     */
    public synchronized ModelRuntime runtime() {
      if (closed) {
        throw new IllegalStateException("this share of a model runtime is closed");
      }
      return runtime;
    }

    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        runtime.release();
      }
    }
  }
}
