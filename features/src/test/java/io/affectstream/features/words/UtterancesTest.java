package io.affectstream.features.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class UtterancesTest {

  private static SpokenText word(String text, long startMillis, long endMillis) {
    return new SpokenText(text, startMillis * 1000, endMillis * 1000);
  }

  /** What each word is read with, the words coming in records of some size. */
  private static List<List<String>> read(List<SpokenText> words, int record) {
    UtteranceState state = new UtteranceState();
    List<List<String>> read = new ArrayList<>();
    for (int from = 0; from < words.size(); from += record) {
      List<SpokenText> part = words.subList(from, Math.min(words.size(), from + record));
      UtteranceText text = Utterances.next(state, part);
      assertThat(text.size()).isEqualTo(part.size());
      for (int i = 0; i < part.size(); i++) {
        assertThat(text.word(i)).isEqualTo(part.get(i).text());
        read.add(List.copyOf(text.upTo(i)));
      }
      assertThat(state.words).hasSizeLessThanOrEqualTo(Utterances.MAX_WORDS);
    }
    return read;
  }

  @Test
  void aWordIsReadWithTheWordsBeforeItUpToAPause() {
    List<SpokenText> words =
        List.of(
            word("i", 0, 200),
            word("see", 300, 500),
            word("well", 1_499, 1_700),
            word("no", 2_700, 2_900));

    assertThat(read(words, 10))
        .containsExactly(
            List.of("i"), List.of("i", "see"), List.of("i", "see", "well"), List.of("no"));
  }

  @Test
  void aShorterPauseEndsAnUtteranceAfterASentence() {
    List<SpokenText> words =
        List.of(
            word("Oh", 0, 200),
            word("no!\u201d", 200, 400),
            word("She", 700, 900),
            word("left.", 900, 1_100),
            word("Again.", 1_300, 1_500));

    assertThat(read(words, 1))
        .containsExactly(
            List.of("Oh"),
            List.of("Oh", "no!\u201d"),
            List.of("She"),
            List.of("She", "left."),
            List.of("She", "left.", "Again."));
  }

  @Test
  void onlyTheLastWordsOfALongUtteranceAreKept() {
    List<SpokenText> words = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      words.add(word("w" + i, 100L * i, 100L * i + 90));
    }

    List<String> last = read(words, 7).get(119);

    assertThat(last).hasSize(Utterances.MAX_WORDS).endsWith("w118", "w119").startsWith("w72");
  }

  @Test
  void whatIsTooLongForAWordIsNotKept() {
    UtteranceState state = new UtteranceState();
    Utterances.next(state, List.of(word("x".repeat(101), 0, 100), word("yes", 100, 200)));

    assertThat(state.words).containsExactly("", "yes");
    assertThat(state.end).isEqualTo(200_000);
  }

  @Property(tries = 200)
  void theCutIntoRecordsDoesNotMatter(
      @ForAll @Size(max = 80) List<@IntRange(min = 0, max = 1_500) Integer> pauses,
      @ForAll @IntRange(min = 1, max = 9) int record) {
    List<SpokenText> words = new ArrayList<>();
    long at = 0;
    for (int pause : pauses) {
      at += pause;
      words.add(word(pause % 5 == 0 ? "end." : "w" + pause, at, at + 150));
      at += 150;
    }

    assertThat(read(words, record)).isEqualTo(read(words, Math.max(1, words.size())));
  }

  @Test
  void wordsOfOneUtteranceNeedNoTimes() {
    UtteranceText text = UtteranceText.of(Collections.nCopies(3, "so"));

    assertThat(text.upTo(2)).containsExactly("so", "so", "so");
    assertThat(text.upTo(0)).containsExactly("so");
  }
}
