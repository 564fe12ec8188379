package io.affectstream.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.features.testing.TestData;
import io.affectstream.schemas.Expression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoEmotionsTest {

  @TempDir private Path folder;
  private Path names;

  @BeforeEach
  void writeNames() throws IOException {
    names = Files.writeString(folder.resolve("labels.txt"), "anger\njoy\nneutral\n");
  }

  @Test
  void readsTextLabelsAndId() throws IOException {
    Path split = Files.writeString(folder.resolve("x.tsv"), "Well, ok\t2\ta1\nYes!\t1,0\tb2\n");

    assertThat(GoEmotions.read(split, names))
        .containsExactly(
            new Comment("a1", "Well, ok", Set.of(Expression.NEUTRAL)),
            new Comment("b2", "Yes!", Set.of(Expression.HAPPINESS, Expression.ANGER)));
  }

  @Test
  void namesTheLineWithAnUnknownLabel() throws IOException {
    Path split = Files.writeString(folder.resolve("x.tsv"), "a\t0\tid\nb\t0,3\tid\n");

    assertThatThrownBy(() -> GoEmotions.read(split, names))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 2: expected label ids from 0 to 2, found '0,3'");
  }

  @Test
  void namesTheLineWithAMissingCell() throws IOException {
    Path split = Files.writeString(folder.resolve("x.tsv"), "only text\n");

    assertThatThrownBy(() -> GoEmotions.read(split, names))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 1: expected text and label ids divided by a tab");
  }

  @Test
  void readsTheDevelopmentSplit() throws IOException {
    List<Comment> comments =
        GoEmotions.read(
            TestData.require("goemotions/dev.tsv"), TestData.require("goemotions/labels.txt"));

    assertThat(comments).hasSize(5426);
    assertThat(comments).allSatisfy(comment -> assertThat(comment.labels()).isNotEmpty());
  }
}
