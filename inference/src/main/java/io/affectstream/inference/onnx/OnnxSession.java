package io.affectstream.inference.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.affectstream.inference.onnx.DeviceConfig.Device;
import io.affectstream.inference.onnx.TensorSpec.ElementType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A loaded graph. Runs on the calling thread: one intra-op and one inter-op thread, because more
 * are slower on busy machines; scale by calling threads. {@link #run} may be called concurrently
 * with separate tensors. The owner closes it after the last run.
 */
public final class OnnxSession implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OnnxSession.class);

  private final OrtEnvironment environment = environment();
  private final String graph;
  private final Device device;
  private final OrtSession session;
  private final Map<String, TensorSpec> inputs;
  private final Map<String, TensorSpec> outputs;
  private boolean closed;

  private OnnxSession(String graph, byte[] model, DeviceConfig config) {
    this.graph = graph;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setDeterministicCompute(true);
      this.device = chooseDevice(graph, options, config);
      this.session = environment.createSession(model, options);
    } catch (OrtException e) {
      throw new InferenceException(
          "%s: ONNX Runtime %s cannot load this graph of %d bytes: %s"
              .formatted(graph, environment.getVersion(), model.length, e.getMessage()),
          e);
    }
    try {
      this.inputs = specs(session.getInputInfo().values());
      this.outputs = specs(session.getOutputInfo().values());
    } catch (OrtException | RuntimeException e) {
      close();
      throw new InferenceException(graph + ": its inputs and outputs cannot be read", e);
    }
  }

  /**
   * Loads a graph.
   *
   * @param graph name for messages, usually that of the file
   * @param model the ONNX file
   * @param config device
   * @throws InferenceException if the graph does not load, or if CUDA is requested but absent and
   *     fallback is disabled
   */
  public static OnnxSession open(String graph, byte[] model, DeviceConfig config) {
    return new OnnxSession(graph, model, config);
  }

  /** The environment of this JVM, with telemetry disabled. */
  private static OrtEnvironment environment() {
    OrtEnvironment shared = OrtEnvironment.getEnvironment();
    try {
      shared.setTelemetry(false);
      return shared;
    } catch (OrtException e) {
      throw new InferenceException("telemetry of ONNX Runtime cannot be switched off", e);
    }
  }

  private static Device chooseDevice(
      String graph, OrtSession.SessionOptions options, DeviceConfig config) throws OrtException {
    if (config.device() == Device.CPU) {
      return Device.CPU;
    }
    try {
      addCuda(options, config);
      return Device.CUDA;
    } catch (OrtException | UnsatisfiedLinkError e) {
      String providers = OrtEnvironment.getAvailableProviders().toString();
      if (config.fallbackToCpu()) {
        LOG.warn(
            "{}: CUDA device {} was requested but is absent (providers {}); using the CPU: {}",
            graph,
            config.index(),
            providers,
            e.getMessage());
        return Device.CPU;
      }
      throw new InferenceException(
          ("%s: expected CUDA device %d, found execution providers %s (%s); build with -Pgpu on a"
                  + " host with CUDA 12, cuDNN 9 and a visible device, or choose the CPU, or allow"
                  + " the fallback to it")
              .formatted(graph, config.index(), providers, e.getMessage()),
          e);
    }
  }

  private static void addCuda(OrtSession.SessionOptions options, DeviceConfig config)
      throws OrtException {
    try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(config.index())) {
      cuda.add("gpu_mem_limit", Long.toString(config.memoryLimitBytes()));
      cuda.add("arena_extend_strategy", "kSameAsRequested");
      cuda.add("cudnn_conv_algo_search", config.search().name());
      cuda.add("use_tf32", config.tensorFloat32() ? "1" : "0");
      options.addCUDA(cuda);
    }
    options.setMemoryPatternOptimization(false);
  }

  private static Map<String, TensorSpec> specs(Collection<NodeInfo> nodes) {
    Map<String, TensorSpec> specs = new LinkedHashMap<>();
    for (NodeInfo node : nodes) {
      if (node.getInfo() instanceof TensorInfo tensor) {
        ElementType type =
            switch (tensor.type) {
              case FLOAT -> ElementType.FLOAT32;
              case INT64 -> ElementType.INT64;
              default -> ElementType.OTHER;
            };
        specs.put(node.getName(), new TensorSpec(node.getName(), type, tensor.getShape()));
      } else {
        specs.put(node.getName(), new TensorSpec(node.getName(), ElementType.OTHER, new long[0]));
      }
    }
    return specs;
  }

  /** Name passed at opening. */
  public String graph() {
    return graph;
  }

  /** Device after any fallback. */
  public Device device() {
    return device;
  }

  /** Inputs as declared, by name, in the graph's order. */
  public Map<String, TensorSpec> inputs() {
    return Map.copyOf(inputs);
  }

  /** Outputs as declared, by name, in the graph's order. */
  public Map<String, TensorSpec> outputs() {
    return Map.copyOf(outputs);
  }

  /**
   * Runs the graph.
   *
   * @param in all inputs of the graph, shaped and filled
   * @param out the requested outputs, in the shapes of the graph's result; filled
   * @throws InferenceException if a name, type or shape is not the graph's or the run fails
   */
  public void run(List<NativeTensor> in, List<NativeTensor> out) {
    try (BoundRun bound = bind(in, out)) {
      bound.run();
    }
  }

  /**
   * Prepares runs on the same memory, for callers whose shapes seldom change: nothing is wrapped or
   * copied from run to run.
   *
   * @param in all inputs of the graph, shaped; their content is read at each run
   * @param out the outputs wanted, shaped as the graph will answer; filled at each run
   * @return valid until a tensor takes on another shape; the caller closes it before this session
   * @throws InferenceException if the tensors cannot be made
   */
  public BoundRun bind(List<NativeTensor> in, List<NativeTensor> out) {
    return new BoundRun(graph, environment, session, in, out);
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      session.close();
    } catch (OrtException e) {
      throw new InferenceException(graph + ": the session cannot be closed", e);
    }
  }
}
