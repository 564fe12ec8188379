package io.affectstream.export.words;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.affectstream.training.words.Texts;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs an exported words network and compares answers. */
final class TextParity implements AutoCloseable {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final Texts texts;

  TextParity(byte[] model, Texts texts) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = environment.createSession(model, options);
    }
    this.texts = texts;
  }

  /** One output for each text, each in a run of its own. */
  float[][] outputs(List<List<String>> words, String output) throws OrtException {
    float[][] found = new float[words.size()][];
    for (int i = 0; i < found.length; i++) {
      long[] ids = Arrays.stream(texts.ids(words.get(i))).asLongStream().toArray();
      try (OnnxTensor tokens =
              OnnxTensor.createTensor(
                  environment, LongBuffer.wrap(ids), new long[] {1, ids.length});
          OrtSession.Result result = session.run(Map.of(TextNetGraph.INPUT, tokens))) {
        found[i] = ((float[][]) result.get(output).orElseThrow().getValue())[0];
      }
    }
    return found;
  }

  /** Greatest absolute difference over greatest absolute value. */
  static double relative(float[][] expected, float[][] found) {
    double greatest = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      for (int d = 0; d < expected[i].length; d++) {
        difference = Math.max(difference, Math.abs(expected[i][d] - found[i][d]));
        greatest = Math.max(greatest, Math.abs(expected[i][d]));
      }
    }
    return difference / greatest;
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
