package io.affectstream.training.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.schemas.Expression;
import io.affectstream.training.corpus.Story.Condition;
import io.affectstream.training.corpus.Story.Part;
import io.affectstream.training.corpus.Story.Shown;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoryTest {

  private static final int DRAWS = 500;

  @ParameterizedTest
  @EnumSource(Expression.class)
  void theCentreLiesInTheEpisodeUnlessItIsNeutral(Expression label) {
    for (int seed = 0; seed < DRAWS; seed++) {
      Story story = Story.draw(label, new SplittableRandom(seed));
      boolean within = story.onset() <= 0 && story.offset() > 0 && story.hasEpisode();

      assertThat(within).isEqualTo(label != Expression.NEUTRAL);
      assertThat(story.amplitude(0) > 0).isEqualTo(within);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEUTRAL")
  void whatIsPresentTellsTheClass(Expression label) {
    for (int seed = 0; seed < DRAWS; seed++) {
      Story story = Story.draw(label, new SplittableRandom(seed));
      Set<Expression> present =
          story.parts().values().stream()
              .filter(shown -> shown.condition() != Condition.ABSENT)
              .map(Shown::expression)
              .filter(shown -> shown != Expression.NEUTRAL)
              .collect(Collectors.toSet());

      if (label == Expression.OTHER) {
        assertThat(present.equals(Set.of(Expression.OTHER)) || present.size() == 2).isTrue();
      } else {
        assertThat(present).contains(label);
        assertThat(present).hasSizeLessThanOrEqualTo(label == Expression.SURPRISE ? 3 : 1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NEUTRAL", "OTHER"})
  void noModalitySuffices(Expression label) {
    for (Part part : Part.values()) {
      int silent = 0;
      for (int seed = 0; seed < DRAWS; seed++) {
        Shown shown = Story.draw(label, new SplittableRandom(seed)).of(part);
        silent += shown.expression() != label || shown.condition() == Condition.ABSENT ? 1 : 0;
      }
      assertThat(silent).as(part.name()).isBetween(DRAWS / 5, DRAWS);
    }
  }

  @ParameterizedTest
  @EnumSource(Expression.class)
  void aFaceRisesAndFallsWithinTheEpisode(Expression label) {
    Story story = Story.draw(label, new SplittableRandom(3));
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
