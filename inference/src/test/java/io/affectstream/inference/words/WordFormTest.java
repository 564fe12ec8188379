package io.affectstream.inference.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordFormTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "Hello, hello",
        "`\"Hello!\"`, hello",
        "DON'T, don't",
        "don\u2019t, don't",
        "mother-in-law., mother-in-law",
        "(sighs), sighs",
        "ÜBER, über",
        "3.5%, 3.5",
        "`  now `, now",
        "'cause, cause"
      })
  void lowersCaseAndDropsPunctuationAround(String text, String form) {
    assertThat(WordForm.of(text)).isEqualTo(form);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"``", "` `", "`...`", "`-`", "[unk]", "<unk>", "`[Music playing]`", "♪"})
  void isEmptyForWhatIsNoWord(String text) {
    assertThat(WordForm.of(text)).isEmpty();
  }

  @Test
  void isEmptyForWhatIsLongerThanAnyWord() {
    assertThat(WordForm.of("a".repeat(100))).hasSize(100);
    assertThat(WordForm.of("a".repeat(101))).isEmpty();
  }
}
