package io.affectstream.features.smoothing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.features.smoothing.SmoothingConfig.Rule;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CausalSmootherTest {

  @Property(tries = 300)
  void eachLabelIsTheLastOfItsPrefixFilteredAsAWhole(@ForAll long seed) {
    Random random = new Random(seed);
    SmoothingConfig config =
        random.nextBoolean()
            ? SmoothingConfig.DEFAULT
            : Uniform.rule(2 + random.nextInt(6), new Rule(random.nextInt(7), random.nextInt(12)));
    BatchSmoother batch = new BatchSmoother(config);
    CausalSmoother causal = new CausalSmoother(config);
    SmootherState state = new SmootherState();
    int[] labels = new int[120];
    for (int i = 0; i < labels.length; i++) {
      boolean stays = i > 0 && random.nextInt(4) > 0;
      labels[i] = stays ? labels[i - 1] : random.nextInt(config.classes());
      int[] prefix = batch.smooth(Arrays.copyOf(labels, i + 1));
      assertThat(causal.push(state, labels[i])).as("label %d", i).isEqualTo(prefix[i]);
    }
  }

  @Test
  void aChangeShowsOnceItsRunIsLongerThanTheThresholdOrWinsTheVote() {
    CausalSmoother smoother = new CausalSmoother(Uniform.rule(2, new Rule(5, 10)));
    SmootherState state = new SmootherState();
    int[] labels = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1};
    int[] seen = Arrays.stream(labels).map(label -> smoother.push(state, label)).toArray();
    assertThat(seen).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1);
  }

  @Test
  void aLabelOutOfRangeIsRefused() {
    CausalSmoother smoother = new CausalSmoother(SmoothingConfig.DEFAULT);
    assertThatThrownBy(() -> smoother.push(new SmootherState(), 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 8");
  }
}
