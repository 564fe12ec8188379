package io.affectstream.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.schemas.Expression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TeacherAnswersTest {

  private static final int FEAR = Columns.of(Expression.FEAR);
  private static final int SURPRISE = Columns.of(Expression.SURPRISE);

  @TempDir private Path folder;

  @Test
  void readsWhatItWrote() throws IOException {
    Path file = folder.resolve("answers.csv");
    answers(0.75f, 0.25f).write(file);

    TeacherAnswers read = TeacherAnswers.read(file);

    assertThat(read.of("elsewhere")).isEmpty();
    assertThat(read.of("a").orElseThrow()[FEAR]).isCloseTo(0.75f, within(1e-5f));
    assertThat(read.of("a").orElseThrow()[SURPRISE]).isCloseTo(0.25f, within(1e-5f));
  }

  @Test
  void mixesIntoTheSharesAndKeepsTheLabel() {
    LabelledFaces own =
        LabelledFaces.of(
            new FaceImages(
                1,
                new byte[2],
                List.of(Expression.SURPRISE, Expression.SURPRISE),
                List.of("a", "b")));

    LabelledFaces mixed = answers(0.9f, 0.1f).mixed(own, 0.75);

    assertThat(mixed.images()).isEqualTo(own.images());
    assertThat(mixed.shares()[0][FEAR]).isCloseTo(0.675f, within(1e-6f));
    assertThat(mixed.shares()[0][SURPRISE]).isCloseTo(0.325f, within(1e-6f));
    assertThat(mixed.shares()[1]).isEqualTo(own.shares()[1]);
  }

  @Test
  void namesTheLineWhoseSharesDoNotSumToOne() throws IOException {
    Path file = folder.resolve("answers.csv");
    answers(0.9f, 0.9f).write(file);

    assertThatThrownBy(() -> TeacherAnswers.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 2: expected a name and 8 shares of sum 1");
  }

  @Test
  void namesAWrongHeader() throws IOException {
    Path file = Files.writeString(folder.resolve("answers.csv"), "picture,happy\n");

    assertThatThrownBy(() -> TeacherAnswers.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected the header [picture, NEUTRAL");
  }

  private static TeacherAnswers answers(float fear, float surprise) {
    float[] row = new float[Expression.values().length];
    row[FEAR] = fear;
    row[SURPRISE] = surprise;
    return new TeacherAnswers(Map.of("a", row));
  }
}
