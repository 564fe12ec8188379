package io.affectstream.inference.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.features.words.UtteranceText;
import io.affectstream.inference.onnx.BatcherConfig;
import io.affectstream.inference.testing.TinyText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** On a graph that answers with a sum of the ids weighted by their places. */
class UtteranceEncoderTest {

  private static UtteranceEncoder encoder(int cached) {
    return new UtteranceEncoder(
        TinyText.network(), TinyText.graph(), TinyText.vocabulary(), BatcherConfig.of(4), cached);
  }

  @Test
  void aWordHasTheVectorOfItsUtteranceUpToIt() {
    try (UtteranceEncoder encoder = encoder(10)) {
      float[][] vectors = encoder.encode(List.of("yes", "No!", "yes")).join();

      assertThat(vectors).isDeepEqualTo(TinyText.vectors("yes", "yes no !", "yes no ! yes"));
      assertThat(encoder.dimensions()).isEqualTo(vectors[0].length).isEqualTo(10);
    }
  }

  @Test
  void wordsBeforeTheTranscriptAreReadWithIt() {
    try (UtteranceEncoder encoder = encoder(10)) {
      UtteranceText text =
          new UtteranceText(List.of("yes", "yes", "no", "so"), 2, new int[] {1, 3});

      assertThat(encoder.encode(text).join()).isDeepEqualTo(TinyText.vectors("yes no", "so"));
    }
  }

  @Test
  void whatIsNoWordHasTheVectorOfTheUtteranceBeforeIt() {
    try (UtteranceEncoder encoder = encoder(10)) {
      float[][] vectors = encoder.encode(List.of("[unk]", "yes", "...", "<noise>")).join();

      assertThat(vectors).isDeepEqualTo(TinyText.vectors("", "yes", "yes", "yes"));
    }
  }

  @Test
  void theLastTokensOfALongUtteranceAreRead() {
    List<String> words = new ArrayList<>(Collections.nCopies(12, "no"));
    words.add("yes");
    try (UtteranceEncoder encoder = encoder(0)) {
      float[][] vectors = encoder.encode(words).join();

      String last = "no ".repeat(TinyText.MAX_TOKENS - 3) + "yes";
      assertThat(vectors[12]).containsExactly(TinyText.vectors(last)[0]);
    }
  }

  @Test
  void aTextIsComputedOnceWhileItIsCached() {
    try (UtteranceEncoder encoder = encoder(10)) {
      List<CompletableFuture<float[][]>> calls = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        encoder.encode(List.of("yes", "no")).join();
      }
      for (int i = 0; i < 8; i++) {
        calls.add(CompletableFuture.supplyAsync(() -> encoder.encode(List.of("yes")).join()));
      }

      calls.forEach(call -> assertThat(call.join()).isDeepEqualTo(TinyText.vectors("yes")));
      assertThat(encoder.metrics().rows()).isEqualTo(2);
    }
  }

  @Test
  void refusesSettingsItCannotRun() {
    assertThatThrownBy(
            () ->
                new UtteranceEncoder(
                    TinyText.network(),
                    TinyText.graph(),
                    TinyText.vocabulary(),
                    new BatcherConfig(1, Duration.ZERO, 1, 2),
                    10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 1 thread");
  }
}
