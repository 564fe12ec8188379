package io.affectstream.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.schemas.Expression;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelledFacesTest {

  private static final int SIDE = 2;
  private static final FaceVotes VOTES =
      new FaceVotes(
          Map.of(
              "a", new int[] {8, 0, 0, 2, 0, 0, 0, 0, 0, 0},
              "b", new int[] {0, 0, 0, 0, 0, 0, 0, 0, 10, 0}));

  @Test
  void votesAreMixedWithTheFoldersClass() {
    LabelledFaces faces = LabelledFaces.of(pictures(), VOTES, 0.6);

    assertThat(faces.pictures().names()).containsExactly("a");
    assertThat(faces.shares()[0][Columns.of(Expression.NEUTRAL)]).isCloseTo(0.48f, within(1e-6f));
    assertThat(faces.shares()[0][Columns.of(Expression.SADNESS)]).isCloseTo(0.52f, within(1e-6f));
    assertThat(faces.pictures().labels()).containsExactly(Expression.SADNESS);
  }

  @Test
  void majorityReplacesTheFoldersClass() {
    FacePictures faces = LabelledFaces.majority(pictures(), VOTES);

    assertThat(faces.names()).containsExactly("a");
    assertThat(faces.labels()).containsExactly(Expression.NEUTRAL);
  }

  @Test
  void joinsAndSelects() {
    LabelledFaces both = LabelledFaces.of(pictures()).and(LabelledFaces.of(pictures()));

    assertThat(both.pictures().size()).isEqualTo(6);
    LabelledFaces some = both.only("c"::equals);
    assertThat(some.pictures().labels())
        .containsExactly(Expression.HAPPINESS, Expression.HAPPINESS);
    assertThat(some.shares()[1][Columns.of(Expression.HAPPINESS)]).isEqualTo(1);
    assertThat(some.pictures().pixels()).containsExactly(8, 9, 10, 11, 8, 9, 10, 11);
  }

  private static FacePictures pictures() {
    byte[] pixels = new byte[3 * SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) i;
    }
    return new FacePictures(
        SIDE,
        pixels,
        List.of(Expression.SADNESS, Expression.FEAR, Expression.HAPPINESS),
        List.of("a", "b", "c"));
  }
}
