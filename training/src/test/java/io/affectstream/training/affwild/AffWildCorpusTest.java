package io.affectstream.training.affwild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.Expression;
import io.affectstream.training.affwild.AffWildSettings.Memory;
import io.affectstream.training.affwild.AffWildSettings.Network;
import io.affectstream.training.affwild.data.AffWildLabels;
import io.affectstream.training.affwild.data.AffWildPerson;
import io.affectstream.training.affwild.data.AffWildTask;
import io.affectstream.training.corpus.LabelledWindow;
import io.affectstream.training.data.Columns;
import io.affectstream.training.fusion.FusionTrainingConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Which frames are drawn, how often, and with which annotations. */
class AffWildCorpusTest {

  private static final int HALO = 2;
  private static final int MINORITY = 20;
  private static final int MAJORITY = 5;
  private static final int DRAWS = 20_000;

  /** Of 40 happy and 40 angry frames 5 and 20 are drawn, of 3 frightened ones all. */
  @Test
  void framesOfOnePersonAndClassCountUpToTheirLimit() {
    List<Expression> labels = new ArrayList<>();
    labels.addAll(Collections.nCopies(40, Expression.HAPPINESS));
    labels.addAll(Collections.nCopies(40, Expression.ANGER));
    labels.addAll(Collections.nCopies(3, Expression.FEAR));
    AffWildCorpus corpus = corpus(track("one", seen(83), expressions(labels)));

    assertThat(corpus.frequencies()[Columns.of(Expression.HAPPINESS)]).isEqualTo(MAJORITY);
    assertThat(corpus.frequencies()[Columns.of(Expression.ANGER)]).isEqualTo(MINORITY);
    assertThat(corpus.frequencies()[Columns.of(Expression.FEAR)]).isEqualTo(3);
    assertShare(corpus, Expression.HAPPINESS, 5 / 28.0);
    assertShare(corpus, Expression.ANGER, 20 / 28.0);
    assertShare(corpus, Expression.FEAR, 3 / 28.0);
  }

  @Test
  void theLimitIsThatOfEachPerson() {
    List<Expression> happy = Collections.nCopies(40, Expression.HAPPINESS);
    AffWildCorpus corpus =
        corpus(
            track("one", seen(40), expressions(happy)), track("two", seen(40), expressions(happy)));

    assertThat(corpus.frequencies()[Columns.of(Expression.HAPPINESS)]).isEqualTo(2 * MAJORITY);
  }

  @Test
  void everyFrameWithinTheLimitIsDrawnAndNoneWithoutAFaceOrAnAnnotation() {
    int frames = 60;
    boolean[] seen = seen(frames);
    List<Optional<float[]>> rows = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      seen[i] = i % 3 != 0;
      rows.add(i % 5 == 0 ? Optional.empty() : Optional.of(new float[] {4}));
    }
    AffWildCorpus corpus =
        corpus(track("one", seen, new AffWildLabels("one", AffWildTask.EXPRESSION, rows)));

    assertThat(draw(corpus, AffWildCorpusTest::frame).keySet())
        .hasSize(32)
        .allMatch(frame -> frame % 3 != 0 && frame % 5 != 0);
  }

  /** Neither the other person's row nor a missing one becomes an annotation. */
  @Test
  void whatOneTaskSkipsStaysUnknownThoughTheOtherKnows() {
    float[] active = new float[12];
    active[Columns.of(ActionUnit.AU12)] = 1;
    AffWildLabels units =
        new AffWildLabels(
            "one", AffWildTask.ACTION_UNITS, List.of(Optional.of(active), Optional.empty()));
    AffWildLabels expressions =
        new AffWildLabels(
            "one", AffWildTask.EXPRESSION, List.of(Optional.empty(), Optional.of(new float[] {6})));
    AffWildCorpus corpus = corpus(track("one", seen(2), units, expressions));

    for (int i = 0; i < 50; i++) {
      LabelledWindow sample = corpus.draw(new SplittableRandom(i));
      boolean first = frame(sample) == 0;
      assertThat(sample.label())
          .isEqualTo(first ? Optional.empty() : Optional.of(Expression.SURPRISE));
      assertThat(sample.units()).isEqualTo(first ? active : new float[0]);
    }
    assertThat(corpus.frequencies()).containsExactly(0, 0, 0, 0, 0, 0, 1, 0);
  }

  @Test
  void theSameGeneratorDrawsTheSameFrame() {
    AffWildCorpus corpus =
        corpus(track("one", seen(9), expressions(Collections.nCopies(9, Expression.NEUTRAL))));

    for (int i = 0; i < 20; i++) {
      assertThat(frame(corpus.draw(new SplittableRandom(i))))
          .isEqualTo(frame(corpus.draw(new SplittableRandom(i))));
    }
  }

  @Test
  void nothingToDrawIsSaidWithItsPurpose() {
    LabelledTrack blank =
        track(
            "one",
            seen(2),
            new AffWildLabels(
                "one", AffWildTask.EXPRESSION, List.of(Optional.empty(), Optional.empty())));

    assertThatThrownBy(() -> new AffWildCorpus(List.of(blank), settings(), "fold-1, validation"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fold-1, validation: expected frames with a face and an annotation")
        .hasMessageContaining("found none in 1 people");
  }

  private static void assertShare(AffWildCorpus corpus, Expression label, double expected) {
    int count = draw(corpus, sample -> sample.label().orElseThrow()).getOrDefault(label, 0);
    // Five standard deviations of a share near a half.
    assertThat(count / (double) DRAWS).isCloseTo(expected, within(5 * 0.5 / Math.sqrt(DRAWS)));
  }

  private static <T> Map<T, Integer> draw(
      AffWildCorpus corpus, Function<LabelledWindow, T> property) {
    Map<T, Integer> counts = new HashMap<>();
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < DRAWS; i++) {
      counts.merge(property.apply(corpus.draw(random.split())), 1, Integer::sum);
    }
    return counts;
  }

  /** Index of the centre's frame, encoded in the static feature. */
  private static int frame(LabelledWindow sample) {
    return (int) sample.memory()[0] - 1;
  }

  private static AffWildCorpus corpus(LabelledTrack... tracks) {
    return new AffWildCorpus(List.of(tracks), settings(), "test");
  }

  private static AffWildLabels expressions(List<Expression> labels) {
    List<Optional<float[]>> rows = new ArrayList<>();
    labels.forEach(label -> rows.add(Optional.of(new float[] {Columns.of(label)})));
    return new AffWildLabels("one", AffWildTask.EXPRESSION, rows);
  }

  private static boolean[] seen(int frames) {
    boolean[] seen = new boolean[frames];
    Arrays.fill(seen, true);
    return seen;
  }

  private static LabelledTrack track(String name, boolean[] seen, AffWildLabels... labels) {
    Map<AffWildTask, AffWildLabels> byTask = new TreeMap<>();
    for (AffWildLabels each : labels) {
      byTask.put(each.task(), each);
    }
    AffWildPerson person =
        new AffWildPerson(
            name, byTask, Map.of(), Set.of(), new TreeMap<>(), Optional.empty(), Optional.empty());
    long[] times = new long[seen.length];
    float[][] embeddings = new float[seen.length][];
    for (int i = 0; i < seen.length; i++) {
      times[i] = i * 40_000L;
      embeddings[i] = seen[i] ? new float[] {1, 0} : new float[0];
    }
    TrackFeatures features =
        new TrackFeatures(
            times,
            40_000,
            embeddings,
            frame -> new float[] {frame},
            Optional.empty(),
            Optional.empty(),
            new byte[0]);
    return new LabelledTrack(new AffWildTrack(person, features, HALO), byTask);
  }

  private static AffWildSettings settings() {
    FusionTrainingConfig training =
        new FusionTrainingConfig(
            5,
            1,
            1,
            0,
            48,
            new FusionTrainingConfig.Optimiser(
                FusionTrainingConfig.Kind.SGD, 1, 0.02, 0.0002, 5, 0, 1, 0, 0.9f),
            new FusionTrainingConfig.Variation(0, 0.2),
            new FusionTrainingConfig.LossWeights(0, 0, 0));
    return new AffWildSettings(
        "face-3",
        Network.SHIPPED,
        Memory.POOLED,
        0,
        false,
        MINORITY,
        MAJORITY,
        25,
        null,
        null,
        null,
        training);
  }
}
