package io.affectstream.export.fusion;

import io.affectstream.training.fusion.BidirectionalGru;
import java.util.List;

/**
 * Weights of one bidirectional layer in ONNX's order: both directions in one tensor, gates update,
 * reset, hidden where the training framework has reset, update, new.
 *
 * @param input {@code [2, 3h, in]}
 * @param state {@code [2, 3h, h]}
 * @param bias {@code [2, 6h]}: input biases, then state biases
 */
record RecurrentKernels(float[] input, float[] state, float[] bias) {

  private static final int DIRECTIONS = 2;
  private static final int GATES = 3;
  private static final int[] GATE_ORDER = {1, 0, 2};

  static RecurrentKernels of(BidirectionalGru units, int layer) {
    int hidden = units.hidden();
    int in = units.weights(layer, 0).get(0).length / (GATES * hidden);
    RecurrentKernels kernels =
        new RecurrentKernels(
            new float[DIRECTIONS * GATES * hidden * in],
            new float[DIRECTIONS * GATES * hidden * hidden],
            new float[DIRECTIONS * 2 * GATES * hidden]);
    for (int direction = 0; direction < DIRECTIONS; direction++) {
      List<float[]> weights = units.weights(layer, direction);
      int half = GATES * hidden;
      copy(weights.get(0), kernels.input, direction * half * in, hidden * in);
      copy(weights.get(1), kernels.state, direction * half * hidden, hidden * hidden);
      copy(weights.get(2), kernels.bias, direction * 2 * half, hidden);
      copy(weights.get(3), kernels.bias, direction * 2 * half + half, hidden);
    }
    return kernels;
  }

  private static void copy(float[] from, float[] into, int offset, int gate) {
    for (int g = 0; g < GATES; g++) {
      System.arraycopy(from, GATE_ORDER[g] * gate, into, offset + g * gate, gate);
    }
  }
}
