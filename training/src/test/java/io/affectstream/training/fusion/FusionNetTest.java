package io.affectstream.training.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.XavierInitializer;
import io.affectstream.training.blocks.Attention;
import io.affectstream.training.fusion.FusionNetConfig.Sequence;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FusionNetTest {

  private static final FusionNetConfig CONFIG =
      FusionNetConfig.recurrent(3, 4, 5, 6, 4, 6, 4, 2, 1, 2, 8, 8, 0.5f);
  private static final int STEPS = 9;

  @AutoClose private final NDManager manager = NDManager.newBaseManager();
  private FusionNet net;

  @BeforeEach
  void open() {
    net = new FusionNet(CONFIG);
    net.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
    net.initialize(manager);
  }

  @Test
  void contentOfMaskedStepsDoesNotMatter() {
    FusionInput input = input(1);
    float[] before = expression(input);
    float[] mask = input.masks().get(Sequence.AUDIO);
    for (int step = 0; step < STEPS; step++) {
      if (mask[step] == 0) {
        input.sequences().get(Sequence.AUDIO)[step * CONFIG.audio()] = 100;
      }
    }

    assertThat(expression(input)).containsExactly(before, within(1e-6f));
  }

  @Test
  void anAbsentModalityGivesTheLearnedVectorWhateverItsContent() {
    FusionInput input = input(1);
    Arrays.fill(input.masks().get(Sequence.WORDS), 0);
    float[] before = expression(input);
    Arrays.fill(input.sequences().get(Sequence.WORDS), 3);

    assertThat(expression(input)).containsExactly(before, within(1e-6f));
  }

  @Test
  void anAbsentFaceGivesTheLearnedToken() {
    FusionInput input = input(1);
    input.memoryMask()[0] = 0;
    float[] before = expression(input);
    Arrays.fill(input.memory(), 3);

    assertThat(expression(input)).containsExactly(before, within(1e-6f));
  }

  @Test
  void everyPresentModalityMatters() {
    float[] before = expression(input(1));
    for (Sequence sequence : Sequence.values()) {
      FusionInput changed = input(1);
      float[] values = changed.sequences().get(sequence);
      for (int i = 0; i < values.length; i++) {
        values[i] += 1;
      }
      assertThat(expression(changed)).as(sequence.name()).isNotEqualTo(before);
    }
  }

  @Test
  void centresOfOneSegmentEqualEachOnItsOwn() {
    FusionInput both = input(2);
    float[] together = expression(both);
    for (int centre = 0; centre < 2; centre++) {
      int from = centre * CONFIG.tokens() * CONFIG.staticSize();
      FusionInput alone =
          new FusionInput(
              1,
              STEPS,
              1,
              both.sequences(),
              both.masks(),
              Arrays.copyOfRange(both.memory(), from, from + CONFIG.tokens() * CONFIG.staticSize()),
              new float[] {1},
              new long[] {0},
              new long[] {both.step()[centre]});
      assertThat(expression(alone))
          .containsExactly(Arrays.copyOfRange(together, centre * 8, centre * 8 + 8), within(1e-5f));
    }
  }

  @Test
  void withASingleKeyAttentionAddsTheSameVectorToEveryStep() {
    Attention attention = new Attention(8, 2);
    Shape memory = new Shape(1, 1, 8);
    attention.initialize(manager, DataType.FLOAT32, new Shape(1, 5, 8), memory);
    NDArray steps = manager.randomNormal(new Shape(1, 5, 8));
    float[] result =
        attention
            .forward(
                new ParameterStore(manager, false),
                new NDList(steps, manager.randomNormal(memory)),
                false)
            .singletonOrThrow()
            .toFloatArray();

    for (int i = 8; i < result.length; i++) {
      assertThat(result[i]).isCloseTo(result[i % 8], within(1e-6f));
    }
  }

  @Test
  void positionsFollowTheirFormula() {
    float[] positions = PositionalEncoding.of(3, 4);

    assertThat(positions[0]).isZero();
    assertThat(positions[1]).isEqualTo(1);
    assertThat(positions[2 * 4]).isCloseTo((float) Math.sin(2), within(1e-6f));
    assertThat(positions[2 * 4 + 3]).isCloseTo((float) Math.cos(2 / 100.0), within(1e-6f));
  }

  @Test
  void refusesAWidthThatTheHeadsDoNotDivide() {
    assertThatThrownBy(() -> FusionNetConfig.recurrent(3, 4, 5, 6, 4, 6, 5, 2, 1, 4, 8, 8, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("divisible by 4 heads");
  }

  private float[] expression(FusionInput input) {
    return net.forward(new ParameterStore(manager, false), input, manager, false)
        .get(0)
        .toFloatArray();
  }

  private static FusionInput input(int centres) {
    Random random = new Random(4);
    Map<Sequence, float[]> sequences = new EnumMap<>(Sequence.class);
    Map<Sequence, float[]> masks = new EnumMap<>(Sequence.class);
    for (Sequence sequence : Sequence.values()) {
      float[] mask = new float[STEPS];
      for (int i = 0; i < STEPS; i++) {
        mask[i] = i % 3 == 1 ? 0 : 1;
      }
      masks.put(sequence, mask);
      sequences.put(sequence, gaussian(STEPS * CONFIG.size(sequence), random));
    }
    float[] memory = gaussian(centres * CONFIG.tokens() * CONFIG.staticSize(), random);
    float[] present = new float[centres];
    Arrays.fill(present, 1);
    long[] step = new long[centres];
    for (int i = 0; i < centres; i++) {
      step[i] = 3L + i;
    }
    return new FusionInput(
        1, STEPS, centres, sequences, masks, memory, present, new long[centres], step);
  }

  private static float[] gaussian(int length, Random random) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
