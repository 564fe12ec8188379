package io.affectstream.training.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.words.UtteranceText;
import io.affectstream.inference.words.WordEncoder;
import io.affectstream.schemas.Expression;
import io.affectstream.training.data.Comment;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordBankTest {

  /** Counts the words and letters of the utterance so far. */
  private static final class Counting implements WordEncoder {

    private int asked;

    @Override
    public int dimensions() {
      return 2;
    }

    @Override
    public CompletableFuture<float[][]> encode(UtteranceText text) {
      asked++;
      float[][] vectors = new float[text.size()][];
      for (int i = 0; i < vectors.length; i++) {
        List<String> words = text.upTo(i);
        vectors[i] = new float[] {words.size(), String.join("", words).length()};
      }
      return CompletableFuture.completedFuture(vectors);
    }

    @Override
    public void close() {}
  }

  @TempDir private Path folder;

  private static final List<Comment> COMMENTS =
      List.of(
          new Comment("1", "Oh no!", Set.of(Expression.SADNESS)),
          new Comment("2", "Both.", Set.of(Expression.SADNESS, Expression.ANGER)),
          new Comment("3", "Go AWAY, you!", Set.of(Expression.ANGER)),
          new Comment("4", "Oh no!", Set.of(Expression.SADNESS)));

  @Test
  void everyWordHasTheVectorOfItsUtteranceUpToIt() throws Exception {
    Counting encoder = new Counting();
    WordBank bank = WordBank.ofUtterances(COMMENTS, encoder, "tiny@1", folder);

    assertThat(bank.size()).isEqualTo(3);
    assertThat(bank.words()).isEqualTo(7);
    assertThat(bank.of(Expression.SADNESS)).containsExactly(0, 2);
    assertThat(bank.comment(0).words()).containsExactly(0, 1);
    assertThat(bank.vector(1)).as("as written").containsExactly(2, 5);
    int[] spoken = bank.comment(1).words();
    assertThat(bank.vector(spoken[2])).as("go away you").containsExactly(3, 9);
    assertThat(bank.comment(1).steps()).hasSize(3).doesNotContain(0);
    assertThat(encoder.asked).isEqualTo(3);
  }

  @Test
  void vectorsAreKeptPerBundle() throws Exception {
    Counting encoder = new Counting();
    WordBank first = WordBank.ofUtterances(COMMENTS, encoder, "tiny@1", folder);
    WordBank again = WordBank.ofUtterances(COMMENTS, encoder, "tiny@1", folder);
    assertThat(encoder.asked).isEqualTo(3);
    assertThat(again.vector(6)).containsExactly(first.vector(6));

    WordBank.ofUtterances(COMMENTS, encoder, "tiny@2", folder);
    assertThat(encoder.asked).isEqualTo(6);
  }
}
