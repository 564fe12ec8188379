package io.affectstream.training.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.schemas.Expression;
import io.affectstream.schemas.Modality;
import io.affectstream.training.corpus.Story.Condition;
import io.affectstream.training.corpus.Story.Shown;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoryTest {

  private static final int DRAWS = 500;
  private static final int HALO = 60;

  private static Story story(Expression label, int seed) {
    return Story.draw(label, 0, HALO, new SplittableRandom(seed));
  }

  @ParameterizedTest
  @EnumSource(Expression.class)
  void theCentreLiesInTheEpisodeUnlessItIsNeutral(Expression label) {
    for (int seed = 0; seed < DRAWS; seed++) {
      Story story = story(label, seed);
      boolean within = story.onset() <= 0 && story.offset() > 0 && story.hasEpisode();

      assertThat(within).isEqualTo(label != Expression.NEUTRAL);
      assertThat(story.amplitude(0) > 0).isEqualTo(within);
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NEUTRAL", "OTHER"})
  void whatIsPresentTellsTheClassAndAContradictionIsOutvoted(Expression label) {
    int contradicted = 0;
    for (int seed = 0; seed < DRAWS; seed++) {
      List<Expression> present = present(story(label, seed));
      List<Expression> against =
          present.stream().filter(shown -> shown != label && !isStandIn(shown, label)).toList();

      assertThat(present).contains(label);
      assertThat(against).hasSizeLessThanOrEqualTo(1);
      if (!against.isEmpty()) {
        contradicted++;
        assertThat(Collections.frequency(present, label)).isEqualTo(2);
      }
    }
    assertThat(contradicted).isBetween(DRAWS / 5, DRAWS / 3);
  }

  @Test
  void otherIsBoredomOrNoTwoModalitiesAgree() {
    int bored = 0;
    for (int seed = 0; seed < DRAWS; seed++) {
      List<Expression> present = present(story(Expression.OTHER, seed));
      if (present.equals(List.of(Expression.OTHER))) {
        bored++;
      } else {
        assertThat(present).hasSize(3).doesNotHaveDuplicates();
      }
    }
    assertThat(bored).isBetween(DRAWS / 3, 2 * DRAWS / 3);
  }

  /** Modalities that are present and not neutral. */
  private static List<Expression> present(Story story) {
    return story.modalities().values().stream()
        .filter(shown -> shown.condition() != Condition.ABSENT)
        .map(Shown::expression)
        .filter(shown -> shown != Expression.NEUTRAL)
        .toList();
  }

  private static boolean isStandIn(Expression shown, Expression label) {
    return label == Expression.SURPRISE
        && (shown == Expression.FEAR || shown == Expression.HAPPINESS);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NEUTRAL", "OTHER"})
  void noModalitySuffices(Expression label) {
    for (Modality modality : Modality.values()) {
      int silent = 0;
      for (int seed = 0; seed < DRAWS; seed++) {
        Shown shown = story(label, seed).of(modality);
        silent += shown.expression() != label || shown.condition() == Condition.ABSENT ? 1 : 0;
      }
      assertThat(silent).as(modality.name()).isBetween(DRAWS / 5, DRAWS);
    }
  }

  /** Otherwise dropout of the voice would teach the network to guess. */
  @ParameterizedTest
  @EnumSource(Expression.class)
  void withoutTheVoiceOnlyWhatFaceAndWordsAgreeOnIsShown(Expression label) {
    int counted = 0;
    for (int seed = 0; seed < DRAWS; seed++) {
      Story story = story(label, seed);
      if (story.evidence().without(Modality.VOICE).isShownBy(EnumSet.allOf(Modality.class))) {
        counted++;
        for (Modality modality : List.of(Modality.FACE, Modality.WORDS)) {
          Shown shown = story.of(modality);
          assertThat(
                  label == Expression.NEUTRAL
                      || shown.condition() == Condition.ABSENT
                      || shown.expression() == Expression.NEUTRAL
                      || shown.expression() == label)
              .isTrue();
        }
        assertThat(label == Expression.NEUTRAL ? shows(story) : tells(story, label)).isTrue();
      }
    }
    assertThat(counted)
        .isBetween(
            label == Expression.OTHER ? 0 : DRAWS / 2, label == Expression.OTHER ? 0 : DRAWS);
  }

  private static boolean shows(Story story) {
    return Stream.of(Modality.FACE, Modality.WORDS)
        .map(story::of)
        .anyMatch(shown -> shown.condition() != Condition.ABSENT);
  }

  private static boolean tells(Story story, Expression label) {
    return Stream.of(Modality.FACE, Modality.WORDS)
        .map(story::of)
        .anyMatch(s -> s.condition() != Condition.ABSENT && s.expression() == label);
  }

  /** A single modality that shows the class is sufficient, independent of the others. */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NEUTRAL", "OTHER"})
  void aModalityTellsWhatItShows(Expression label) {
    for (int seed = 0; seed < DRAWS; seed++) {
      Story story = story(label, seed);
      for (Modality modality : Modality.values()) {
        Shown shown = story.of(modality);
        boolean tells = shown.expression() == label && shown.condition() != Condition.ABSENT;

        assertThat(story.evidence().isShownBy(EnumSet.of(modality))).isEqualTo(tells);
      }
      assertThat(story.evidence().isShownBy(EnumSet.allOf(Modality.class))).isTrue();
    }
  }

  @Test
  void thatNoTwoAgreeIsShownByAllOfThemOnly() {
    for (int seed = 0; seed < DRAWS; seed++) {
      Story story = story(Expression.OTHER, seed);
      Evidence evidence = story.evidence();
      boolean bored = story.of(Modality.VOICE).expression() == Expression.OTHER;

      assertThat(evidence.isShownBy(EnumSet.allOf(Modality.class))).isTrue();
      assertThat(evidence.isShownBy(EnumSet.of(Modality.VOICE))).isEqualTo(bored);
      for (Modality modality : Modality.values()) {
        assertThat(evidence.without(modality).isShownBy(EnumSet.allOf(Modality.class)))
            .isEqualTo(bored && modality != Modality.VOICE);
      }
    }
  }

  @Test
  void aLastingEpisodeIsAtItsApexThroughTheWindow() {
    for (int seed = 0; seed < DRAWS; seed++) {
      Story story = Story.draw(Expression.ANGER, 1, HALO, new SplittableRandom(seed));
      assertThat(story.lasts(HALO)).isTrue();
      assertThat(story.amplitude(-HALO)).isEqualTo(1);
      assertThat(story.amplitude(HALO)).isEqualTo(1);
      assertThat(Story.draw(Expression.NEUTRAL, 1, HALO, new SplittableRandom(seed)).lasts(HALO))
          .isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(Expression.class)
  void aFaceRisesAndFallsWithinTheEpisode(Expression label) {
    Story story = story(label, 3);
    float greatest = 0;
    for (int step = story.onset() - 2; step < story.offset() + 2; step++) {
      float amplitude = story.amplitude(step);
      greatest = Math.max(greatest, amplitude);
      if (step <= story.onset() || step >= story.offset()) {
        assertThat(amplitude).isZero();
      }
    }
    assertThat(greatest).isEqualTo(story.hasEpisode() ? 1 : 0);
  }
}
