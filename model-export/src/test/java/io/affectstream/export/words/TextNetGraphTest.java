package io.affectstream.export.words;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.affectstream.export.testing.SeededEngine;
import io.affectstream.inference.words.WordPieces;
import io.affectstream.training.words.TextExam;
import io.affectstream.training.words.TextNet;
import io.affectstream.training.words.TextNetConfig;
import io.affectstream.training.words.TextTrainer;
import io.affectstream.training.words.Texts;
import io.affectstream.training.words.TokenVectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A small network with drawn weights, in floats and in integers. */
@ExtendWith(SeededEngine.class)
class TextNetGraphTest {

  private static final TextNetConfig SMALL = new TextNetConfig(32, 2, 4, 64, 8, 7, 0.1f);
  private static final TextCalibration CALIBRATION =
      new TextCalibration(1.7, new float[] {0.1f, -0.2f, 0.3f, 0, 0.5f, -0.6f, 0.7f});
  private static final List<List<String>> TEXTS =
      List.of(
          List.of("yes"),
          List.of("no", "yes", "well", "so"),
          List.of(),
          List.of("so", "well", "yes", "well", "no", "no", "unknown", "so", "so"));

  private static NDManager manager;
  private static TextNet net;
  private static TokenVectors vectors;

  @BeforeAll
  static void open() {
    manager = NDManager.newBaseManager();
    net = TextTrainer.initialised(SMALL, manager);
    Random random = new Random(4);
    net.getParameters()
        .forEach(
            parameter -> {
              NDArray array = parameter.getValue().getArray();
              if (array.getShape().dimension() == 1) { // biases, and the norms' factors
                array.addi(
                    manager.create(rows(1, (int) array.size(), random).get(0), array.getShape()));
              }
            });
    vectors =
        new TokenVectors(
            new WordPieces(List.of("[CLS]", "[SEP]", "[UNK]", "yes", "no", "well", "so")),
            rows(7, 32, random),
            rows(8, 32, random));
  }

  @AfterAll
  static void close() {
    manager.close();
  }

  private static List<float[]> rows(int count, int size, Random random) {
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] row = new float[size];
      for (int d = 0; d < size; d++) {
        row[d] = (float) random.nextGaussian() * 0.2f;
      }
      rows.add(row);
    }
    return rows;
  }

  private static float[][] expectedLogs() {
    float[][] logs = new TextExam(net, vectors, manager).outputs(TEXTS, TextNet.Output.LOGITS);
    for (int i = 0; i < logs.length; i++) {
      logs[i] = CALIBRATION.apply(logs[i]);
    }
    return logs;
  }

  /** Root mean square of the differences over that of the expected values. */
  private static double noise(float[][] expected, float[][] found) {
    double noise = 0;
    double signal = 0;
    for (int i = 0; i < expected.length; i++) {
      for (int d = 0; d < expected[i].length; d++) {
        noise += Math.pow(expected[i][d] - found[i][d], 2);
        signal += Math.pow(expected[i][d], 2);
      }
    }
    return Math.sqrt(noise / signal);
  }

  @Test
  void theGraphInFloatsAnswersAsTheTrainingFramework() throws Exception {
    byte[] model = TextNetGraph.write(net, vectors, CALIBRATION, false);
    float[][] embedding =
        new TextExam(net, vectors, manager).outputs(TEXTS, TextNet.Output.EMBEDDING);
    try (TextParity graph = new TextParity(model, new Texts(vectors.pieces(), 8))) {
      float[][] logs = graph.outputs(TEXTS, TextNetGraph.LOG_PROBABILITIES);
      assertThat(TextParity.relative(expectedLogs(), logs)).isLessThan(1e-5);
      assertThat(TextParity.relative(embedding, graph.outputs(TEXTS, TextNetGraph.EMBEDDING)))
          .isLessThan(1e-5);
    }
  }

  /** Rounding is noise, so it is compared with the signal as a root mean square. */
  @Test
  void theGraphInIntegersIsNearAndSmaller() throws Exception {
    byte[] model = TextNetGraph.write(net, vectors, CALIBRATION, true);
    float[][] embedding =
        new TextExam(net, vectors, manager).outputs(TEXTS, TextNet.Output.EMBEDDING);
    try (TextParity graph = new TextParity(model, new Texts(vectors.pieces(), 8))) {
      assertThat(noise(expectedLogs(), graph.outputs(TEXTS, TextNetGraph.LOG_PROBABILITIES)))
          .isBetween(1e-6, 0.05);
      assertThat(noise(embedding, graph.outputs(TEXTS, TextNetGraph.EMBEDDING)))
          .isBetween(1e-6, 0.05);
    }
    assertThat(model.length)
        .isLessThan(TextNetGraph.write(net, vectors, CALIBRATION, false).length / 2);
  }

  @Test
  void probabilitiesSumToOneAndNothingIsOther() {
    for (float[] logs : expectedLogs()) {
      double sum = 0;
      for (float log : logs) {
        sum += Math.exp(log);
      }
      assertThat(sum).isBetween(1 - 1e-5, 1 + 1e-5);
      assertThat(Math.exp(logs[7])).isBetween(0.0099, 0.0101);
    }
  }
}
