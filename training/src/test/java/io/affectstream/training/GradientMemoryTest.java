package io.affectstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.XavierInitializer;
import io.affectstream.training.blocks.Attention;
import io.affectstream.training.blocks.InceptionResnetV1Config;
import io.affectstream.training.face.FaceTrainer;
import io.affectstream.training.losses.Losses;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Gradients are correct even if memory is collected and reused between {@code forward} and {@code
 * backward}. Numbers are at risk: see {@link Scaling}.
 */
class GradientMemoryTest {

  private static final int NUMBERS = 20_000;

  @AutoClose private final NDManager manager = NDManager.newBaseManager();
  private final Random random = new Random(3);

  /**
   * Repeated often, because another thread never gets the first few pieces that one thread frees.
   */
  @Test
  void ofScaledArrays() {
    NDArray array = manager.create(new float[] {1, 2, 3});
    array.setRequiresGradient(true);

    assertThat(gradient(array, GradientMemoryTest::scaled, true)).containsExactly(100, 100, 100);
  }

  private static NDArray scaled(NDArray array) {
    return IntStream.range(0, 400)
        .mapToObj(i -> Scaling.of(array, 0.25f).sum())
        .reduce(NDArray::add)
        .orElseThrow();
  }

  @Test
  void ofTheContrastiveLoss() {
    NDArray vectors = gaussians(6, 4);
    int[] labels = {0, 1, 0, 1, 2, 2};

    assertTheSame(vectors, x -> Losses.supervisedContrastive(x, labels, 0.2f));
  }

  @Test
  void ofAttention() {
    Attention attention = new Attention(8, 2);
    attention.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
    Shape shape = new Shape(2, 5, 8);
    attention.initialize(manager, DataType.FLOAT32, shape, shape);
    NDArray inputs = gaussians(10, 8).reshape(2, 5, 8);

    assertTheSame(inputs, x -> squares(attention, new NDList(x, x)));
  }

  @Test
  void ofInceptionResidualUnits() {
    Block encoder =
        FaceTrainer.initialised(
            InceptionResnetV1Config.paper().withSide(InceptionResnetV1Config.MIN_SIDE).encoder(),
            manager);
    int side = InceptionResnetV1Config.MIN_SIDE;
    NDArray images = gaussians(3 * side, side).reshape(1, 3, side, side);

    assertTheSame(images, x -> squares(encoder, new NDList(x)));
  }

  private NDArray squares(Block block, NDList inputs) {
    NDArray out = block.forward(new ParameterStore(manager, false), inputs, false).get(0);
    return out.mul(out).sum();
  }

  private void assertTheSame(NDArray input, UnaryOperator<NDArray> loss) {
    input.setRequiresGradient(true);
    float[] expected = gradient(input, loss, false);
    float[] found = gradient(input, loss, true);
    double greatest = 0;
    for (float value : expected) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    assertThat(greatest).isPositive();
    assertThat(found).containsExactly(expected, within((float) (1e-5 * greatest)));
  }

  private static float[] gradient(NDArray input, UnaryOperator<NDArray> loss, boolean churn) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray value = loss.apply(input);
      if (churn) {
        churn();
      }
      collector.backward(value);
    }
    try (NDArray gradient = input.getGradient()) {
      float[] values = gradient.toFloatArray();
      gradient.subi(gradient);
      return values;
    }
  }

  /** Frees the memory of unreferenced buffers and fills it with another number. */
  private static void churn() {
    for (int round = 0; round < 3; round++) {
      System.gc();
      List<ByteBuffer> taken = new ArrayList<>();
      for (int i = 0; i < NUMBERS; i++) {
        taken.add(ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder()).putFloat(0, 1e9f));
      }
      assertThat(taken).hasSize(NUMBERS);
    }
  }

  private NDArray gaussians(int rows, int columns) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return manager.create(values, new Shape(rows, columns));
  }
}
