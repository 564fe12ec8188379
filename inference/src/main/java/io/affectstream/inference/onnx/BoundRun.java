package io.affectstream.inference.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph with its tensors bound to memory, to be run any number of times. The memory stays the
 * caller's. Not thread-safe.
 */
public final class BoundRun implements AutoCloseable {

  private final String graph;
  private final OrtSession session;
  private final Map<String, OnnxTensor> fed = new LinkedHashMap<>();
  private final Map<String, OnnxTensor> wanted = new LinkedHashMap<>();

  BoundRun(
      String graph,
      OrtEnvironment environment,
      OrtSession session,
      List<NativeTensor> in,
      List<NativeTensor> out) {
    this.graph = graph;
    this.session = session;
    try {
      open(in, environment, fed);
      open(out, environment, wanted);
    } catch (OrtException e) {
      close();
      throw failed(e);
    }
  }

  private static void open(
      List<NativeTensor> tensors, OrtEnvironment environment, Map<String, OnnxTensor> into)
      throws OrtException {
    for (NativeTensor tensor : tensors) {
      into.put(tensor.name(), tensor.open(environment));
    }
  }

  /**
   * Runs the graph on what the inputs' memory holds now.
   *
   * @throws InferenceException if a name, type or shape is not the graph's or the run fails
   */
  public void run() {
    try {
      session.run(fed, wanted).close();
    } catch (OrtException | IllegalArgumentException e) {
      throw failed(e);
    }
  }

  private InferenceException failed(Exception e) {
    return new InferenceException("%s: the run failed: %s".formatted(graph, e.getMessage()), e);
  }

  @Override
  public void close() {
    wanted.values().forEach(OnnxTensor::close);
    fed.values().forEach(OnnxTensor::close);
    wanted.clear();
    fed.clear();
  }
}
