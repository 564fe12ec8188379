package io.affectstream.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.features.testing.TestData;
import io.affectstream.schemas.Expression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaceVotesTest {

  private static final String HEADER =
      "path,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF\n";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          clear,    NEUTRAL
          tied,
          contempt,
          unknown,
          missing,
          """)
  void majorityIsTheOnlyMostChosenAnswer(String image, Expression expected) throws IOException {
    FaceVotes votes =
        votes(
            """
            clear,7,2,0,0,0,0,0,0,1,0
            tied,4,4,2,0,0,0,0,0,0,0
            contempt,3,0,0,0,0,0,0,4,0,0
            unknown,3,0,0,0,0,0,0,0,5,0
            """);

    assertThat(votes.majority(image).orElse(null)).isEqualTo(expected);
  }

  @Test
  void sharesDropSingleVotesAndOtherAnswers() throws IOException {
    float[] shares = votes("p,0,0,1,0,4,2,0,2,1,0\n").shares("p").orElseThrow();

    assertThat(shares[Columns.of(Expression.ANGER)]).isCloseTo(4 / 6f, within(1e-6f));
    assertThat(shares[Columns.of(Expression.DISGUST)]).isCloseTo(2 / 6f, within(1e-6f));
    assertThat(shares[Columns.of(Expression.SURPRISE)]).isZero();
    assertThat(shares[Columns.of(Expression.OTHER)]).isZero();
  }

  @Test
  void aImageThatIsMostlyNoneOfTheSevenHasNoShares() throws IOException {
    assertThat(votes("p,0,0,0,0,4,0,0,0,2,4\n").shares("p")).isEmpty();
  }

  @Test
  void namesALineThatIsNoVote() {
    assertThatThrownBy(() -> votes("p,0,0,0,0,x,0,0,0,2,4\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> votes("p,0,0\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("10 votes");
  }

  @Test
  void namesAnotherHeader() throws IOException {
    Path file = Files.writeString(folder.resolve("v.csv"), "path,label\n");

    assertThatThrownBy(() -> FaceVotes.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected the header 'path,neutral");
  }

  @Test
  void readsFerPlus() throws IOException {
    FaceVotes votes = FaceVotes.read(TestData.require("fer2013/votes.csv"));

    assertThat(votes.rows()).hasSize(32139);
    assertThat(votes.majority("train/angry/Training_10118481.png")).contains(Expression.ANGER);
  }

  private FaceVotes votes(String rows) throws IOException {
    return FaceVotes.read(Files.writeString(folder.resolve("votes.csv"), HEADER + rows));
  }
}
