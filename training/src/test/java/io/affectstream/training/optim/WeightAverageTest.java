package io.affectstream.training.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class WeightAverageTest {

  @AutoClose private final NDManager manager = NDManager.newBaseManager();

  private final Linear block = Linear.builder().setUnits(1).optBias(false).build();

  @Test
  void approachesTheWeightsByTheDecayOnceItHasRisen() {
    NDArray weight = weight();
    try (WeightAverage average = new WeightAverage(block, manager, 0.5f)) {
      weight.set(new float[] {11, 22});
      for (int i = 0; i < 20; i++) {
        average.step();
      }
      weight.set(new float[] {19, 22});
      average.step();
      average.exchange();
      assertThat(weight.toFloatArray()).containsExactly(new float[] {15, 22}, within(1e-3f));
      average.exchange();
      assertThat(weight.toFloatArray()).containsExactly(19, 22);
    }
  }

  @Test
  void theFirstWeightsAreSoonLeft() {
    NDArray weight = weight();
    try (WeightAverage average = new WeightAverage(block, manager, 0.999f)) {
      weight.set(new float[] {100, 100});
      average.step();
      average.exchange();
      assertThat(weight.toFloatArray()[0]).isGreaterThan(90);
    }
  }

  @Test
  void withoutDecayItIsTheWeights() {
    NDArray weight = weight();
    try (WeightAverage average = new WeightAverage(block, manager, 0)) {
      weight.set(new float[] {3, 4});
      average.step();
      average.exchange();
      assertThat(weight.toFloatArray()).containsExactly(3, 4);
    }
  }

  private NDArray weight() {
    block.initialize(manager, DataType.FLOAT32, new Shape(1, 2));
    NDArray weight = block.getParameters().get(0).getValue().getArray();
    weight.set(new float[] {1, 2});
    return weight;
  }
}
