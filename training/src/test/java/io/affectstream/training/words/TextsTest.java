package io.affectstream.training.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.inference.words.WordPieces;
import io.affectstream.training.words.TextTrainingConfig.Variation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Vocabulary, token vectors and variants of texts. */
class TextsTest {

  private static final WordPieces PIECES =
      new WordPieces(List.of("[CLS]", "[SEP]", "[UNK]", "a", "##b", "yes", "no", "well", "so"));

  @Test
  void theVocabularyKeepsLettersAndWhatIsUsedMost() {
    List<Integer> kept =
        Vocabulary.choose(PIECES, List.of("no well no", "well so well", "yes no well"), 7);

    assertThat(kept).containsExactly(0, 1, 2, 3, 4, 6, 7);
  }

  @Test
  void textsLoseTheirFirstTokensWhereTheyAreTooLong() {
    assertThat(new Texts(PIECES, 5).ids(List.of("yes", "no"))).containsExactly(0, 5, 6, 1);
    assertThat(new Texts(PIECES, 5).ids(List.of("well", "yes", "no", "ab")))
        .containsExactly(0, 6, 3, 4, 1);
  }

  @Test
  void tokenVectorsAreWithinHalfAUnitOfTheirScale() {
    Random random = new Random(1);
    List<float[]> vectors = new ArrayList<>();
    for (int token = 0; token < PIECES.tokens().size(); token++) {
      float[] vector = new float[64];
      for (int d = 0; d < vector.length; d++) {
        vector[d] = (float) random.nextGaussian() * (token + 1);
      }
      vectors.add(vector);
    }
    List<float[]> places = Collections.nCopies(4, new float[64]);
    TokenVectors quantised = new TokenVectors(PIECES, vectors, places);

    float[] sums = quantised.sums(List.of(new int[] {3, 8}, new int[] {5, 0}));

    assertThat(sums).hasSize(2 * 2 * 64);
    int[] tokens = {3, 8, 5, 0};
    for (int t = 0; t < tokens.length; t++) {
      double error = 0;
      double power = 0;
      for (int d = 0; d < 64; d++) {
        float value = vectors.get(tokens[t])[d];
        error += Math.pow(sums[t * 64 + d] - value, 2);
        power += value * value;
      }
      assertThat(Math.sqrt(error / power)).isBetween(0.01, 0.16);
    }
    for (byte code : quantised.codes()) {
      assertThat((int) code).isBetween(-TokenVectors.MAX_CODE, TokenVectors.MAX_CODE);
    }
    assertThat(quantised.maxTokens()).isEqualTo(4);
  }

  @Test
  void theVectorOfThePlaceIsAdded() {
    TokenVectors vectors =
        new TokenVectors(
            new WordPieces(List.of("[CLS]", "[SEP]", "[UNK]")),
            Collections.nCopies(3, new float[] {7, -7}),
            List.of(new float[] {1, 2}, new float[] {30, 40}));

    assertThat(vectors.sums(List.of(new int[] {0, 1}))).containsExactly(8, -5, 37, 33);
  }

  @Test
  void spokenTextHasNeitherCaseNorPunctuation() {
    assertThat(TextVariation.spoken("Oh, [NAME]... that's GREAT/awful!!! \u2764"))
        .containsExactly("oh", "that's", "great", "awful");
    assertThat(TextVariation.written(" Oh,  no! ")).containsExactly("Oh,", "no!");
  }

  @Test
  void aPrefixHasThreeWordsAtLeast() {
    List<String> words = List.of("a", "b", "c", "d", "e", "f", "g", "h");
    assertThat(TextVariation.prefix(words, 0.5)).containsExactly("a", "b", "c", "d");
    assertThat(TextVariation.prefix(words, 0.1)).containsExactly("a", "b", "c");
    assertThat(TextVariation.prefix(List.of("a"), 0.1)).containsExactly("a");
  }

  @Test
  void shorterPrefixesCountLess() {
    TextVariation variation = new TextVariation(new Variation(1, 1, 0.4, 0, 0));
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 50; i++) {
      TextVariation.Varied varied = variation.draw("One two, three four five six.", random);
      int count = varied.words().size();
      assertThat(count).isBetween(3, 5);
      assertThat(varied.words()).startsWith("one", "two", "three");
      assertThat(varied.weight()).isEqualTo(0.4 + 0.6 * (count / 6.0));
    }
  }

  @Test
  void droppedWordsLeaveAtLeastOne() {
    TextVariation variation = new TextVariation(new Variation(0, 0, 1, 1, 0.9));
    SplittableRandom random = new SplittableRandom(4);
    int words = 0;
    for (int i = 0; i < 200; i++) {
      TextVariation.Varied varied = variation.draw("One two three four.", random);
      assertThat(varied.words()).isNotEmpty();
      assertThat(varied.weight()).isEqualTo(1);
      words += varied.words().size();
    }
    assertThat(words).isLessThan(800);
  }
}
