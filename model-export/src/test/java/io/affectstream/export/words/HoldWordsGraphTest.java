package io.affectstream.export.words;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HoldWordsGraphTest {

  private static final int STEPS = 9;
  private static final int SIZE = 10;

  /** The step whose vector each centre gets; a vector's numbers are its row and step. */
  private static long[] chosen(float[] mask, long[] rows, long[] steps) throws Exception {
    int count = mask.length / STEPS;
    float[] words = new float[count * STEPS * SIZE];
    for (int i = 0; i < words.length; i++) {
      words[i] = Math.floorDiv(i, SIZE);
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {rows.length};
    try (OrtSession session = environment.createSession(HoldWordsGraph.write(SIZE));
        OnnxTensor vectors =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(words), new long[] {count, STEPS, SIZE});
        OnnxTensor present =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(mask), new long[] {count, STEPS});
        OnnxTensor row = OnnxTensor.createTensor(environment, LongBuffer.wrap(rows), shape);
        OnnxTensor step = OnnxTensor.createTensor(environment, LongBuffer.wrap(steps), shape);
        OrtSession.Result result =
            session.run(
                Map.of("words", vectors, "words_mask", present, "row", row, "step", step))) {
      float[][] found = (float[][]) result.get(HoldWordsGraph.OUTPUT).orElseThrow().getValue();
      long[] at = new long[found.length];
      for (int i = 0; i < at.length; i++) {
        assertThat(found[i]).hasSize(8).containsOnly(found[i][0]);
        at[i] = Math.round(found[i][0]);
      }
      return at;
    }
  }

  @Test
  void aCentreHasTheLastWordUpToItElseTheFirstAfterIt() throws Exception {
    float[] mask = {
      0, 1, 1, 0, 0, 0, 1, 0, 0, //
      0, 0, 0, 0, 0, 0, 0, 1, 1
    };
    long[] rows = {0, 0, 0, 0, 0, 1, 1};
    long[] steps = {0, 1, 5, 6, 8, 3, 8};

    assertThat(chosen(mask, rows, steps)).containsExactly(1, 1, 2, 6, 6, 9 + 7, 9 + 8);
  }
}
