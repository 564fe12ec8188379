package io.affectstream.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CameraEffectsTest {

  private static final int SIDE = 16;

  @Test
  void nothingChangesWithoutEffects() {
    float[] image = checks();

    assertThat(applied(new CameraEffects(0, 1, 0, 0, 0))).containsExactly(image, within(1e-6f));
  }

  @Test
  void everyEffectChangesTheImageWithinItsRange() {
    CameraEffects[] effects = {
      new CameraEffects(0.5, 1, 0, 0, 0),
      new CameraEffects(0, 2, 0, 0, 0),
      new CameraEffects(0, 1, 1, 0, 0),
      new CameraEffects(0, 1, 0, 0.2, 0),
      new CameraEffects(0, 1, 0, 0, 1)
    };
    for (CameraEffects effect : effects) {
      float[] changed = applied(effect);
      assertThat(changed).as(effect.toString()).isNotEqualTo(checks());
      for (float value : changed) {
        assertThat(value).isBetween(0f, 1f);
      }
    }
  }

  @Test
  void blurKeepsTheMeanAndLowersTheContrast() {
    float[] blurred = applied(new CameraEffects(0, 1, 1, 0, 0));

    assertThat(mean(blurred)).isCloseTo(mean(checks()), within(0.01));
    assertThat(spread(blurred)).isLessThan(0.8 * spread(checks()));
  }

  @Test
  void aDrawDependsOnItsSeedOnly() {
    CameraEffects all = new CameraEffects(0.3, 1.5, 0.5, 0.1, 0.5);

    assertThat(applied(all)).isEqualTo(applied(all));
  }

  private static float[] applied(CameraEffects effects) {
    float[] pixels = new float[SIDE * SIDE + 3];
    System.arraycopy(checks(), 0, pixels, 3, SIDE * SIDE);
    effects.apply(pixels, 3, SIDE, new SplittableRandom(5));
    return Arrays.copyOfRange(pixels, 3, pixels.length);
  }

  private static float[] checks() {
    float[] image = new float[SIDE * SIDE];
    for (int i = 0; i < image.length; i++) {
      image[i] = (i / SIDE / 2 + i % SIDE / 2) % 2 == 0 ? 0.3f : 0.7f;
    }
    return image;
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double spread(float[] values) {
    double mean = mean(values);
    double sum = 0;
    for (float value : values) {
      sum += Math.abs(value - mean);
    }
    return sum / values.length;
  }
}
