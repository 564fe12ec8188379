package io.affectstream.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.features.testing.TestData;
import io.affectstream.schemas.Expression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmoDbTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "W, ANGER",
    "L, OTHER",
    "E, DISGUST",
    "A, FEAR",
    "F, HAPPINESS",
    "T, SADNESS",
    "N, NEUTRAL"
  })
  void nameSaysSpeakerTextAndEmotion(String letter, Expression expected) throws IOException {
    Path file = Files.createFile(folder.resolve("14b02%sc.flac".formatted(letter)));

    assertThat(EmoDb.read(folder)).containsExactly(new Utterance(file, "14", "b02", expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"14b02Xc.flac", "readme.txt", "4b02Wc.flac"})
  void namesAFileOfAnotherKind(String name) throws IOException {
    Files.createFile(folder.resolve(name));

    assertThatThrownBy(() -> EmoDb.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("03a01Wa.flac");
  }

  @Test
  void namesAnEmptyFolder() {
    assertThatThrownBy(() -> EmoDb.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("found none");
  }

  @Test
  void readsTheCorpus() throws IOException {
    List<Utterance> utterances = EmoDb.read(TestData.require("emodb/flac"));

    assertThat(utterances).hasSize(408);
    assertThat(utterances.stream().map(Utterance::speaker).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("03", "08", "09", "10", "11", "12", "13", "14");
    assertThat(utterances.stream().map(Utterance::label).collect(Collectors.toSet()))
        .hasSize(7)
        .doesNotContain(Expression.SURPRISE);
  }
}
