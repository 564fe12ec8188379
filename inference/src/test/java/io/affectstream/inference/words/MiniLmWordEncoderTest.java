package io.affectstream.inference.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.features.words.UtteranceText;
import io.affectstream.inference.onnx.BatcherConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MiniLmWordEncoderTest {

  private static final BatcherConfig ALONE = new BatcherConfig(1, Duration.ZERO, 64, 1);
  private static final List<String> WORDS =
      List.of(
          "happy",
          "sad",
          "angry",
          "place",
          "blue",
          "at",
          "f",
          "two",
          "now",
          "unbelievable",
          "antidisestablishmentarianism",
          "mother-in-law",
          "don't",
          "über",
          "zzyzx",
          "terrified",
          "joyful",
          "the",
          "a",
          "3.5",
          "congratulations",
          "thank",
          "you",
          "xylophone");

  private static MiniLmWordEncoder alone;

  @BeforeAll
  static void open() {
    alone = new MiniLmWordEncoder(ALONE, 0);
  }

  @AfterAll
  static void close() {
    alone.close();
  }

  @Test
  void wordsHaveTheSameBitsAloneAndInAnyCompany() {
    float[][] expected = alone.encode(WORDS).join();
    for (int batch : new int[] {2, 7, 32}) {
      BatcherConfig config = new BatcherConfig(batch, Duration.ofMillis(20), 64, 1);
      List<String> shuffled = new ArrayList<>(WORDS);
      Collections.shuffle(shuffled, new Random(batch));
      try (MiniLmWordEncoder encoder = new MiniLmWordEncoder(config, 0)) {
        float[][] vectors = encoder.encode(shuffled).join();
        for (int i = 0; i < vectors.length; i++) {
          assertThat(vectors[i])
              .as("'%s' in batches of %d", shuffled.get(i), batch)
              .containsExactly(expected[WORDS.indexOf(shuffled.get(i))]);
        }
        assertThat(encoder.metrics().batches()).isLessThan(WORDS.size());
      }
    }
  }

  @Test
  void caseAndPunctuationDoNotMatter() {
    float[][] vectors =
        alone.encode(List.of("happy", "Happy!", " HAPPY ", "\u201chappy\u201d")).join();
    for (float[] vector : vectors) {
      assertThat(vector).hasSize(384).containsExactly(vectors[0]);
    }
    assertThat(length(vectors[0])).isGreaterThan(0.5);
  }

  @Test
  void whatIsNoWordIsZero() {
    float[][] vectors = alone.encode(List.of("", "...", "[unk]", "happy")).join();
    for (int i = 0; i < 3; i++) {
      assertThat(vectors[i]).hasSize(384).containsOnly(0f);
    }
    assertThat(alone.encode(List.of()).join()).isEmpty();
  }

  @Test
  void likeWordsAreNearerThanUnlikeOnes() {
    float[][] v = alone.encode(List.of("happy", "joyful", "xylophone", "sad", "unhappy")).join();
    assertThat(cosine(v[0], v[1])).isGreaterThan(cosine(v[0], v[2]) + 0.1);
    assertThat(cosine(v[3], v[4])).isGreaterThan(cosine(v[3], v[2]) + 0.1);
  }

  @Test
  void whatIsSaidBeforeAWordDoesNotMatter() {
    UtteranceText text = new UtteranceText(List.of("the", "river", "bank"), 1, new int[] {0, 0});

    assertThat(alone.encode(text).join())
        .isDeepEqualTo(alone.encode(List.of("river", "bank")).join());
  }

  @Test
  void aWordIsComputedOnceWhileItIsCached() {
    try (MiniLmWordEncoder encoder = new MiniLmWordEncoder(ALONE, 2)) {
      encoder.encode(List.of("one", "One", "two", "one")).join();
      assertThat(encoder.metrics().rows()).isEqualTo(2);
      float[] three = encoder.encode(List.of("three")).join()[0];
      assertThat(encoder.metrics().rows()).isEqualTo(3);
      encoder.encode(List.of("one")).join();
      assertThat(encoder.metrics().rows()).as("'two' was dropped, not 'one'").isEqualTo(3);
      encoder.encode(List.of("two")).join();
      assertThat(encoder.metrics().rows()).isEqualTo(4);
      assertThat(encoder.encode(List.of("three")).join()[0]).containsExactly(three);
      assertThat(encoder.metrics().rows()).isEqualTo(5);
    }
  }

  @Test
  void manyCallersGetTheSameVectors() {
    float[][] expected = alone.encode(WORDS).join();
    try (MiniLmWordEncoder encoder = new MiniLmWordEncoder(BatcherConfig.of(8), 100)) {
      List<CompletableFuture<float[][]>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        calls.add(CompletableFuture.supplyAsync(() -> encoder.encode(WORDS).join()));
      }
      for (CompletableFuture<float[][]> call : calls) {
        assertThat(call.join()).isDeepEqualTo(expected);
      }
    }
  }

  @Test
  void refusesSettingsItCannotRun() {
    assertThatThrownBy(() -> new MiniLmWordEncoder(new BatcherConfig(1, Duration.ZERO, 1, 2), 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 2 and 10");
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
    }
    return dot / length(a) / length(b);
  }

  private static double length(float[] a) {
    double sum = 0;
    for (float value : a) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }
}
