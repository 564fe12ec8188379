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
    LabelledFaces faces = LabelledFaces.of(images(), VOTES, 0.6);

    assertThat(faces.images().names()).containsExactly("a");
    assertThat(faces.shares()[0][Columns.of(Expression.NEUTRAL)]).isCloseTo(0.48f, within(1e-6f));
    assertThat(faces.shares()[0][Columns.of(Expression.SADNESS)]).isCloseTo(0.52f, within(1e-6f));
    assertThat(faces.images().labels()).containsExactly(Expression.SADNESS);
  }

  @Test
  void majorityReplacesTheFoldersClass() {
    FaceImages faces = LabelledFaces.majority(images(), VOTES);

    assertThat(faces.names()).containsExactly("a");
    assertThat(faces.labels()).containsExactly(Expression.NEUTRAL);
  }

  @Test
  void joinsAndSelects() {
    LabelledFaces both = LabelledFaces.of(images()).and(LabelledFaces.of(images()));

    assertThat(both.images().size()).isEqualTo(6);
    LabelledFaces some = both.only("c"::equals);
    assertThat(some.images().labels()).containsExactly(Expression.HAPPINESS, Expression.HAPPINESS);
    assertThat(some.shares()[1][Columns.of(Expression.HAPPINESS)]).isEqualTo(1);
    assertThat(some.images().pixels()).containsExactly(8, 9, 10, 11, 8, 9, 10, 11);
  }

  private static FaceImages images() {
    byte[] pixels = new byte[3 * SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) i;
    }
    return new FaceImages(
        SIDE,
        pixels,
        List.of(Expression.SADNESS, Expression.FEAR, Expression.HAPPINESS),
        List.of("a", "b", "c"));
  }
}
