package io.affectstream.training.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import org.junit.jupiter.api.Test;

class AdamWTest {

  private static final float DECAY = 0.1f;

  /**
   * y = w x + b with w = 2, b = 0, x = 3 and loss y: gradients 3 and 1 in every step, whose length
   * is cut to 1.
   */
  @Test
  void followsTheAlgorithm() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Linear linear = Linear.builder().setUnits(1).build();
      linear.initialize(manager, DataType.FLOAT32, new Shape(1, 1));
      NDArray weight = linear.getParameters().get("weight").getArray();
      NDArray bias = linear.getParameters().get("bias").getArray();
      weight.set(new float[] {2});
      bias.set(new float[] {0});
      double w = 2;
      double b = 0;
      double rate = 0.5;
      try (AdamW optimiser = new AdamW(linear, manager, DECAY, 1)) {
        for (int step = 1; step <= 3; step++) {
          try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray x = manager.create(new float[] {3}, new Shape(1, 1));
            collector.backward(
                linear
                    .forward(new ParameterStore(manager, false), new NDList(x), true)
                    .singletonOrThrow()
                    .sum());
          }
          optimiser.step(rate);
          // With the same gradient each time both corrected means are that gradient: a step of 1.
          w = w * (1 - rate * DECAY) - rate;
          b = b - rate;
          assertThat(weight.getFloat()).isCloseTo((float) w, within(1e-4f));
          assertThat(bias.getFloat()).isCloseTo((float) b, within(1e-4f));
        }
      }
    }
  }

  @Test
  void aGradientThatIsNotFiniteChangesNothing() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Linear linear = Linear.builder().setUnits(1).build();
      linear.initialize(manager, DataType.FLOAT32, new Shape(1, 1));
      NDArray weight = linear.getParameters().get("weight").getArray();
      weight.set(new float[] {2});
      try (AdamW optimiser = new AdamW(linear, manager, DECAY, 1)) {
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
          NDArray x = manager.create(new float[] {Float.POSITIVE_INFINITY}, new Shape(1, 1));
          collector.backward(
              linear
                  .forward(new ParameterStore(manager, false), new NDList(x), true)
                  .singletonOrThrow()
                  .sum());
        }

        assertThat(optimiser.step(0.5)).isFalse();
        assertThat(weight.getFloat()).isEqualTo(2);
        assertThat(optimiser.state().get("steps").getFloat()).isZero();
      }
    }
  }
}
