package io.affectstream.inference.speech.vosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.features.speech.RecognisedWord;
import io.affectstream.features.speech.SpeechBlocks;
import io.affectstream.features.testing.TestSpeech;
import io.affectstream.inference.onnx.InferenceException;
import io.affectstream.inference.speech.SpeechRecogniser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real library on a real model; the speech is synthesised Korean. */
class VoskModelTest {

  private static final int RATE = TestSpeech.RATE;
  private static final long WORD_TOLERANCE_MICROS = 200_000;
  private static final List<String> SPOKEN = List.of("안녕하세요", "오늘 날씨가 좋습니다", "감사합니다");
  private static final int[] AT = {RATE / 2, 3 * RATE, 6 * RATE + RATE / 4};
  private static final int LENGTH = 9 * RATE;

  private static VoskLease lease;
  private static List<short[]> sounds;
  private static short[] speech;

  @BeforeAll
  static void load() {
    lease = VoskLease.of(TestSpeech.koreanModel());
    sounds = SPOKEN.stream().map(text -> TestSpeech.speakKorean(text, 150)).toList();
    speech = TestSpeech.place(LENGTH, AT, sounds);
  }

  @AfterAll
  static void unload() {
    if (lease != null) {
      lease.close();
    }
  }

  /** All partial results and the final words of an audio, as one list per utterance. */
  private static List<List<RecognisedWord>> hear(short[] samples, boolean looks) {
    List<List<RecognisedWord>> said = new ArrayList<>();
    int begin = 0;
    SpeechRecogniser recogniser = lease.model().recogniser();
    try {
      for (int at = 0; at < samples.length; at += SpeechBlocks.BLOCK) {
        int to = Math.min(samples.length, at + SpeechBlocks.BLOCK);
        if (recogniser.accept(samples, at, to)) {
          said.add(later(recogniser.finish(), begin));
          recogniser.close();
          recogniser = lease.model().recogniser();
          begin = to;
        } else if (looks) {
          said.add(later(recogniser.partial(), begin));
        }
      }
      said.add(later(recogniser.finish(), begin));
    } finally {
      recogniser.close();
    }
    return said;
  }

  private static List<RecognisedWord> later(List<RecognisedWord> words, int samples) {
    return words.stream().map(word -> word.later(samples * 1_000_000L / RATE)).toList();
  }

  @Test
  void aModelIsLoadedOnce() {
    try (VoskLease second = VoskLease.of(TestSpeech.koreanModel())) {
      assertThat(second.model()).isSameAs(lease.model());
      second.close();
    }
    assertThat(hear(new short[RATE], false)).hasSize(1);
  }

  @Test
  void theSameAudioGivesTheSameBitsEverAgain() {
    short[] first = Arrays.copyOf(speech, 3 * RATE);
    List<List<RecognisedWord>> expected = hear(first, true);
    assertThat(expected.get(expected.size() - 1)).isNotEmpty();
    CompletableFuture<List<List<RecognisedWord>>> beside =
        CompletableFuture.supplyAsync(() -> hear(first, true));
    assertThat(hear(first, true)).isEqualTo(expected);
    assertThat(beside.join()).isEqualTo(expected);
  }

  @Test
  void wordsStandWhereTheyWereSpoken() {
    List<RecognisedWord> words = hear(speech, false).stream().flatMap(List::stream).toList();
    List<String> recognised = words.stream().map(RecognisedWord::text).toList();
    double errors = WordErrors.rate(List.of(String.join(" ", SPOKEN).split(" ")), recognised);
    System.out.printf(
        Locale.ROOT,
        "synthesised Korean: word error rate %.2f, recognised %s%n",
        errors,
        recognised);
    for (int i = 0; i < AT.length; i++) {
      long begin = AT[i] * 1_000_000L / RATE;
      long end = begin + sounds.get(i).length * 1_000_000L / RATE;
      List<RecognisedWord> within =
          words.stream().filter(word -> word.end() > begin && word.start() < end).toList();
      assertThat(within).as(SPOKEN.get(i)).isNotEmpty();
      assertThat(within.get(0).start() - begin)
          .as("onset of '%s', microseconds off", SPOKEN.get(i))
          .isBetween(-WORD_TOLERANCE_MICROS, WORD_TOLERANCE_MICROS);
      assertThat(within.get(within.size() - 1).end() - end)
          .as("offset of '%s', microseconds off", SPOKEN.get(i))
          .isBetween(-WORD_TOLERANCE_MICROS, WORD_TOLERANCE_MICROS);
      assertThat(within).allMatch(word -> word.confidence() > 0 && word.confidence() <= 1);
    }
  }

  @Test
  void aFolderWithoutModelIsRefused(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("README"), "nothing");
    assertThatThrownBy(() -> VoskLease.of(folder))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining(
            "expected a Vosk model with conf/mfcc.conf, found a folder without it")
        .hasMessageContaining(folder.toString());
    assertThatThrownBy(() -> VoskLease.of(folder.resolve("none")))
        .hasMessageContaining("no such folder");
  }
}
