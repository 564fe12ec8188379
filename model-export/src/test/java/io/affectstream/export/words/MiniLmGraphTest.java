package io.affectstream.export.words;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.affectstream.inference.words.WordPieces;
import io.affectstream.training.words.PretrainedText;
import io.affectstream.training.words.TextNet;
import io.affectstream.training.words.TextNetConfig;
import io.affectstream.training.words.TextTrainer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MiniLmGraphTest {

  private static final String TEXT = "I am so happy that you came back, thank you!";
  private static final int WIDTH = TextNetConfig.miniLm().width();

  @Test
  void theNetworkWithItsWeightsAnswersAsThePublicGraph() throws Exception {
    MiniLmGraph graph = MiniLmGraph.read();
    List<Integer> ids = graph.pieces().ids(TEXT);
    long[] tokens = new long[ids.size() + 2];
    tokens[0] = graph.pieces().begin();
    IntStream.range(0, ids.size()).forEach(i -> tokens[i + 1] = ids.get(i));
    tokens[tokens.length - 1] = graph.pieces().end();
    PretrainedText pretrained = graph.pretrained(List.of(100, 101, 102), tokens.length);
    float[] vectors = graph.values("embeddings.word_embeddings.weight");
    float[] sums = new float[tokens.length * WIDTH];
    for (int t = 0; t < tokens.length; t++) {
      for (int d = 0; d < WIDTH; d++) {
        sums[t * WIDTH + d] =
            vectors[(int) tokens[t] * WIDTH + d] + pretrained.vectors().places().get(t)[d];
      }
    }
    try (NDManager manager = NDManager.newBaseManager()) {
      TextNet net = TextTrainer.initialised(TextNetConfig.miniLm(), manager);
      pretrained.restore(net);
      NDArray input = manager.create(sums, new Shape(1, tokens.length, WIDTH));
      float[] states =
          net.forward(new ParameterStore(manager, false), new NDList(input), false)
              .get(TextNet.Output.STATES.index())
              .toFloatArray();

      float[] expected = expected(tokens);
      assertThat(states).hasSameSizeAs(expected);
      for (int i = 0; i < states.length; i++) {
        assertThat(states[i]).isCloseTo(expected[i], org.assertj.core.data.Offset.offset(2e-5f));
      }
    }
  }

  @Test
  void aVocabularyKeepsItsOrder() throws Exception {
    MiniLmGraph graph = MiniLmGraph.read();
    WordPieces kept = graph.pretrained(List.of(100, 101, 102, 2200), 5).vectors().pieces();

    assertThat(kept.tokens()).startsWith("[UNK]", "[CLS]", "[SEP]").hasSize(4);
    assertThat(graph.pieces().tokens()).hasSize(30_522);
  }

  private static float[] expected(long[] tokens) throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    byte[] model =
        MiniLmGraphTest.class.getResourceAsStream("/all-minilm-l6-v2.onnx").readAllBytes();
    long[] shape = {1, tokens.length};
    long[] ones = new long[tokens.length];
    Arrays.fill(ones, 1);
    try (OrtSession session = environment.createSession(model);
        OnnxTensor ids = OnnxTensor.createTensor(environment, LongBuffer.wrap(tokens), shape);
        OnnxTensor mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
        OnnxTensor types =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[tokens.length]), shape);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
      float[][][] states = (float[][][]) result.get(0).getValue();
      float[] flat = new float[tokens.length * WIDTH];
      for (int t = 0; t < tokens.length; t++) {
        System.arraycopy(states[0][t], 0, flat, t * WIDTH, WIDTH);
      }
      return flat;
    }
  }
}
