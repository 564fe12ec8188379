package io.affectstream.inference.words;

import io.affectstream.inference.onnx.BatchFunction;
import io.affectstream.inference.onnx.DeviceConfig;
import io.affectstream.inference.onnx.ModelOutputException;
import io.affectstream.inference.onnx.NativeTensor;
import io.affectstream.inference.onnx.OnnxSession;
import io.affectstream.schemas.bundle.Manifest.Tensor;
import io.affectstream.schemas.bundle.Manifest.TextNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A words network. Texts run one by one: its integers have one scale per run, which would otherwise
 * depend on the texts beside.
 */
final class TextGraph implements BatchFunction<TokenIds, float[]>, AutoCloseable {

  private final String file;
  private final OnnxSession session;
  private final NativeTensor tokens;
  private final NativeTensor logProbabilities;
  private final NativeTensor embedding;
  private final int classes;
  private final int numbers;

  TextGraph(TextNetwork network, byte[] model) {
    file = network.file();
    session = OnnxSession.open(file, model, DeviceConfig.cpu());
    tokens = NativeTensor.longs(network.input());
    Tensor first = network.outputs().get(TextNetwork.LOG_PROBABILITIES);
    Tensor second = network.outputs().get(TextNetwork.EMBEDDING);
    classes = (int) first.shape()[1];
    numbers = (int) second.shape()[1];
    logProbabilities = NativeTensor.floats(first.name()).shape(1, classes);
    embedding = NativeTensor.floats(second.name()).shape(1, numbers);
  }

  int dimensions() {
    return classes + numbers;
  }

  @Override
  public List<float[]> run(List<TokenIds> texts) {
    List<float[]> vectors = new ArrayList<>(texts.size());
    for (TokenIds text : texts) {
      tokens.shape(1, text.ids().length).longs().put(text.ids());
      session.run(List.of(tokens), List.of(logProbabilities, embedding));
      float[] vector = Arrays.copyOf(logProbabilities.slice(0), dimensions());
      System.arraycopy(embedding.slice(0), 0, vector, classes, numbers);
      ModelOutputException.requireFinite(file, logProbabilities.name(), vector);
      vectors.add(vector);
    }
    return vectors;
  }

  @Override
  public void close() {
    session.close();
  }
}
