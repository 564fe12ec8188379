package io.affectstream.features.smoothing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.features.smoothing.SmoothingConfig.Rule;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class StreamingSmootherTest {

  @Test
  void equalsTheBatchFormOnTenThousandSequencesAndChunkings() {
    Random random = new Random(20220613);
    int longest = 0;
    for (int i = 0; i < 10_000; i++) {
      SmoothingConfig config = i % 2 == 0 ? SmoothingConfig.DEFAULT : randomConfig(random);
      int[] labels = randomLabels(random, config.classes());
      longest = Math.max(longest, compare(config, labels, random));
    }
    // 15 labels behind is the bound of the defaults; at least one sequence must come close to it.
    assertThat(longest).isGreaterThanOrEqualTo(14);
  }

  @Property(tries = 500)
  void equalsTheBatchForm(
      @ForAll("configs") SmoothingConfig config,
      @ForAll("runs") List<int[]> runs,
      @ForAll long cut) {
    int[] labels =
        runs.stream()
            .flatMapToInt(run -> IntStream.range(0, run[1]).map(i -> run[0] % config.classes()))
            .toArray();
    compare(config, labels, new Random(cut));
  }

  @Provide
  Arbitrary<SmoothingConfig> configs() {
    Arbitrary<Rule> rule =
        Combinators.combine(
                Arbitraries.integers().between(0, 9), Arbitraries.integers().between(0, 15))
            .as(Rule::new);
    return rule.list().ofMinSize(1).ofMaxSize(8).map(SmoothingConfig::new);
  }

  @Provide
  Arbitrary<List<int[]>> runs() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 7), Arbitraries.integers().between(1, 14))
        .as((label, length) -> new int[] {label, length})
        .list()
        .ofMaxSize(40);
  }

  @Test
  void answersAKeptRunAtOnceAndAnOutlierAfterItsWindow() {
    StreamingSmoother smoother = new StreamingSmoother(Uniform.rule(3, new Rule(2, 3)));
    SmootherState state = new SmootherState();
    List<Integer> out = new ArrayList<>();
    int[] labels = {0, 0, 0, 0, 1, 0, 0, 0};
    int[] given = {0, 0, 3, 4, 4, 4, 4, 8};
    for (int i = 0; i < labels.length; i++) {
      smoother.push(state, labels[i], out::add);
      assertThat(out).as("after label %d", i).hasSize(given[i]);
    }
    smoother.flush(state, out::add);
    assertThat(out).containsExactly(0, 0, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void aFlushedStateStartsANewSequence() {
    StreamingSmoother smoother = new StreamingSmoother(SmoothingConfig.DEFAULT);
    SmootherState state = new SmootherState();
    for (int round = 0; round < 2; round++) {
      List<Integer> out = new ArrayList<>();
      smoother.push(state, 4, out::add);
      smoother.push(state, 0, out::add);
      smoother.flush(state, out::add);
      assertThat(out).containsExactly(0, 0);
      assertThat(state.pending()).isZero();
    }
  }

  @Test
  void stateStaysBoundedOnALongSequence() {
    StreamingSmoother smoother = new StreamingSmoother(SmoothingConfig.DEFAULT);
    SmootherState state = new SmootherState();
    long[] sum = {0};
    Random random = new Random(1);
    for (int i = 0; i < 1_000_000; i++) {
      smoother.push(state, i % 40_000 < 20_000 ? 0 : random.nextInt(8), label -> sum[0]++);
      assertThat(state.labels.length).isEqualTo(2 * (5 + 2 * 10 + 2));
    }
    assertThat(sum[0] + state.pending()).isEqualTo(1_000_000);
  }

  @Test
  void aChangedConfigurationLosesNoLabel() {
    SmootherState state = new SmootherState();
    List<Integer> out = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      int size = 1 + random.nextInt(30);
      SmoothingConfig config = Uniform.rule(8, new Rule(size, random.nextInt(40)));
      new StreamingSmoother(config).push(state, random.nextInt(8), out::add);
    }
    new StreamingSmoother(SmoothingConfig.DEFAULT).flush(state, out::add);
    assertThat(out).hasSize(2_000).allMatch(label -> label >= 0 && label < 8);
  }

  @Test
  void refusesALabelOutOfRangeAndStaysUsable() {
    StreamingSmoother smoother = new StreamingSmoother(SmoothingConfig.DEFAULT);
    SmootherState state = new SmootherState();
    assertThatThrownBy(() -> smoother.push(state, -1, label -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found -1");
    assertThat(state.pending()).isZero();
  }

  @Test
  void stateIsAPlainBean() throws NoSuchMethodException {
    assertThat(SmootherState.class.getConstructor().canAccess(null)).isTrue();
    for (Field field : SmootherState.class.getDeclaredFields()) {
      assertThat(Modifier.isPublic(field.getModifiers())).as(field.getName()).isTrue();
    }
  }

  /** Streams the labels in random chunks, the state copied between them; returns the delay. */
  private static int compare(SmoothingConfig config, int[] labels, Random random) {
    StreamingSmoother smoother = new StreamingSmoother(config);
    SmootherState state = new SmootherState();
    List<Integer> out = new ArrayList<>();
    int longest = 0;
    int next = 0;
    while (next < labels.length) {
      int end = Math.min(labels.length, next + 1 + random.nextInt(20));
      for (; next < end; next++) {
        smoother.push(state, labels[next], out::add);
        int delay = next + 1 - out.size();
        assertThat(delay)
            .isEqualTo(state.pending())
            .isLessThanOrEqualTo(config.maxThreshold() + config.maxWindow() + 1)
            .isLessThanOrEqualTo(config.maxDelay());
        longest = Math.max(longest, delay);
      }
      state = state.copy();
      if (random.nextBoolean()) {
        smoother = new StreamingSmoother(config);
      }
    }
    smoother.flush(state, out::add);
    assertThat(out.stream().mapToInt(Integer::intValue).toArray())
        .as(() -> "labels %s with %s".formatted(Arrays.toString(labels), config))
        .isEqualTo(new BatchSmoother(config).smooth(labels));
    return longest;
  }

  private static SmoothingConfig randomConfig(Random random) {
    List<Rule> rules = new ArrayList<>();
    int classes = 1 + random.nextInt(8);
    for (int i = 0; i < classes; i++) {
      rules.add(new Rule(random.nextInt(8), random.nextInt(12)));
    }
    return new SmoothingConfig(rules);
  }

  /** Runs of random length from few or many classes, so that outliers and ties are common. */
  private static int[] randomLabels(Random random, int classes) {
    int[] labels = new int[random.nextInt(150)];
    int used = 1 + random.nextInt(classes);
    int longest = 1 + random.nextInt(16);
    int at = 0;
    while (at < labels.length) {
      int label = random.nextInt(used);
      int end = Math.min(labels.length, at + 1 + random.nextInt(longest));
      while (at < end) {
        labels[at++] = label;
      }
    }
    return labels;
  }
}
