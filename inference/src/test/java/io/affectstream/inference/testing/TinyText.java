package io.affectstream.inference.testing;

import static io.affectstream.inference.testing.GraphBuilder.integer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.affectstream.inference.words.WordPieces;
import io.affectstream.schemas.bundle.Manifest.Tensor;
import io.affectstream.schemas.bundle.Manifest.TextNetwork;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A words network that answers with the weighted sum of the ids: eight multiples as log
 * probabilities, two as embedding. The weights grow with the place, so the order counts.
 */
public final class TinyText {

  public static final int MAX_TOKENS = 9;

  private static final List<String> TOKENS =
      List.of("[UNK]", "[CLS]", "[SEP]", "yes", "no", "so", "!");

  private static final String WORDS =
      """
      {"encoder": "utterance", "mode": "utterance", "dimensions": 10,
       "network": {"file": "words.onnx", "vocabulary": "vocabulary.txt", "maxTokens": 9,
         "input": "tokens",
         "outputs": {"log_probabilities": {"name": "logs", "shape": [-1, 8]},
                     "embedding": {"name": "embedding", "shape": [-1, 2]}}}}
      """;

  private TinyText() {}

  /** The face-only bundle's manifest with the words network. */
  public static ObjectNode bundle() {
    ObjectNode manifest = TestBundle.faceOnly();
    manifest.set("words", TestBundle.parse(WORDS));
    for (String file : List.of("words.onnx", "vocabulary.txt")) {
      manifest.withObject("/files").set(file, manifest.at("/files/face.onnx").deepCopy());
    }
    return manifest;
  }

  /** The files of {@link #bundle}. */
  public static Map<String, byte[]> files() {
    return Map.of(
        "face.onnx",
        TestBundle.graphs().get("face.onnx"),
        "words.onnx",
        graph(),
        "vocabulary.txt",
        vocabulary());
  }

  public static TextNetwork network() {
    return new TextNetwork(
        "words.onnx",
        "vocabulary.txt",
        MAX_TOKENS,
        "tokens",
        Map.of(
            TextNetwork.LOG_PROBABILITIES,
            new Tensor("logs", new long[] {-1, 8}),
            TextNetwork.EMBEDDING,
            new Tensor("embedding", new long[] {-1, 2})));
  }

  public static byte[] vocabulary() {
    return (String.join("\n", TOKENS) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  public static byte[] graph() {
    return new GraphBuilder()
        .longInput("tokens", -1, -1)
        .longs("axis", 1)
        .constant("w8", new long[] {1, 8}, factors(8))
        .constant("w2", new long[] {1, 2}, factors(2))
        .node("Cast", List.of("tokens"), "floats", integer("to", 1))
        .node("CumSum", List.of("floats", "axis"), "sums")
        .node("ReduceSum", List.of("sums", "axis"), "sum", integer("keepdims", 1))
        .node("MatMul", List.of("sum", "w8"), "logs")
        .node("MatMul", List.of("sum", "w2"), "embedding")
        .output("logs", -1, 8)
        .output("embedding", -1, 2)
        .build();
  }

  private static float[] factors(int count) {
    float[] factors = new float[count];
    for (int i = 0; i < count; i++) {
      factors[i] = i + 1;
    }
    return factors;
  }

  /** What the graph answers to texts, tokens divided by spaces. */
  public static float[][] vectors(String... texts) {
    WordPieces pieces = new WordPieces(TOKENS);
    float[][] vectors = new float[texts.length][10];
    for (int i = 0; i < texts.length; i++) {
      float sum = pieces.begin();
      float all = sum;
      for (int id : pieces.ids(texts[i])) {
        sum += id;
        all += sum;
      }
      all += sum + pieces.end();
      for (int d = 0; d < 10; d++) {
        vectors[i][d] = all * (d < 8 ? d + 1 : d - 7);
      }
    }
    return vectors;
  }
}
