package io.affectstream.features.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.audio.PcmChunk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeechDecisionsTest {

  private static final long SECOND = 1_000_000;

  private static RecognisedWord word(String text, double start, double end) {
    return new RecognisedWord(text, (long) (start * SECOND), (long) (end * SECOND), 1);
  }

  @Test
  void wordsAreStableOnceTheyAndAllBeforeThemHaveStoodForTheTime() {
    StableWords stable = new StableWords(Duration.ofSeconds(1));
    List<StandingWord> words =
        stable.join(List.of(), List.of(word("a", 0, 0.4), word("b", 0.5, 0.8)), 2 * SECOND);
    assertThat(stable.count(words, 2 * SECOND)).isZero();
    words =
        stable.join(
            words,
            List.of(word("a", 0.05, 0.4), word("c", 0.5, 0.9), word("d", 1, 1.5)),
            3 * SECOND);
    assertThat(stable.count(words, 3 * SECOND)).as("only the first stayed").isOne();
    assertThat(stable.count(words, 4 * SECOND)).isEqualTo(3);
    words = stable.join(words, List.of(word("a", 0.3, 0.4), word("c", 0.5, 0.9)), 4 * SECOND);
    assertThat(stable.count(words, 4 * SECOND)).as("the first moved by 250 ms").isZero();
  }

  @Test
  void silenceIsCompleteUpToTheDelayAndSpeechUpToItsFirstWord() {
    CompleteThrough complete = new CompleteThrough(Duration.ofSeconds(3));
    long begin = 10 * SECOND;
    assertThat(complete.of(begin, 12 * SECOND, List.of())).isEqualTo(begin);
    assertThat(complete.of(begin, 15 * SECOND, List.of())).isEqualTo(12 * SECOND);
    assertThat(complete.of(begin, 15 * SECOND, List.of(word("a", 11, 12)))).isEqualTo(11 * SECOND);
    assertThat(complete.of(begin, 15 * SECOND, List.of(word("a", 14, 15)))).isEqualTo(12 * SECOND);
    assertThat(complete.of(begin, 15 * SECOND, List.of(word("a", 9, 15)))).isEqualTo(begin);
  }

  @Test
  void aLongUtteranceIsCutInTheWidestPauseOfItsSecondHalf() {
    List<RecognisedWord> words =
        List.of(
            word("a", 0, 1),
            word("b", 3, 5.5),
            word("c", 5.6, 7),
            word("d", 7.4, 8),
            word("e", 8.1, 9.9));
    assertThat(UtteranceCut.of(words, 10 * SECOND))
        .isEqualTo(new UtteranceCut(3, (long) (7.2 * SECOND)));
  }

  @Test
  void withoutSpeechAtItsEndOrWithoutPauseAnUtteranceIsNotCutShort() {
    assertThat(UtteranceCut.of(List.of(), 10 * SECOND)).isEqualTo(new UtteranceCut(0, 10 * SECOND));
    assertThat(UtteranceCut.of(List.of(word("a", 0, 1), word("b", 8, 9.6)), 10 * SECOND))
        .isEqualTo(new UtteranceCut(2, 10 * SECOND));
    assertThat(UtteranceCut.of(List.of(word("a", 0, 1), word("b", 1, 9.9)), 10 * SECOND))
        .as("one word over the second half")
        .isEqualTo(new UtteranceCut(2, 10 * SECOND));
  }

  @Test
  void aWordIsNotReportedBeforeTheReportedTime() {
    assertThat(word("a", 1, 2).notBefore(SECOND / 2)).isEqualTo(word("a", 1, 2));
    assertThat(word("a", 1, 2).notBefore(3 * SECOND / 2)).isEqualTo(word("a", 1.5, 2));
    assertThat(word("a", 1, 2).notBefore(3 * SECOND)).isEqualTo(word("a", 3, 3));
  }

  @ParameterizedTest
  @CsvSource({"16000, 1600", "16000, 77", "44100, 4410", "8000, 999"})
  void blocksDoNotDependOnHowTheAudioWasCut(int rate, int chunk) {
    Random random = new Random(3);
    float[] sound = new float[rate];
    for (int i = 0; i < sound.length; i++) {
      sound[i] = (float) (0.2 * random.nextGaussian());
    }
    List<short[]> whole = blocks(sound, rate, sound.length);
    assertThat(whole).hasSize(6);
    assertThat(whole.subList(0, 5)).allMatch(block -> block.length == SpeechBlocks.BLOCK);
    assertThat(whole.stream().mapToInt(block -> block.length).sum()).isEqualTo(16_000);
    List<short[]> parts = blocks(sound, rate, chunk);
    for (int i = 0; i < whole.size(); i++) {
      assertThat(parts.get(i)).isEqualTo(whole.get(i));
    }
  }

  /** The blocks of a run followed by the incomplete rest. */
  private static List<short[]> blocks(float[] sound, int rate, int size) {
    SpeechBlocks blocks = new SpeechBlocks();
    SpeechState state = new SpeechState();
    List<short[]> made = new ArrayList<>();
    for (int from = 0; from < sound.length; from += size) {
      float[] part = Arrays.copyOfRange(sound, from, Math.min(sound.length, from + size));
      PcmChunk chunk = new PcmChunk(SECOND + from * SECOND / rate, rate, part);
      if (!state.open) {
        SpeechBlocks.begin(state, chunk);
      }
      assertThat(SpeechBlocks.continues(state, chunk)).isTrue();
      blocks.extend(state, part, false, (index, samples) -> made.add(samples));
    }
    blocks.extend(state, new float[0], true, (index, samples) -> made.add(samples));
    made.add(state.pending);
    assertThat(state.micros(state.samples())).isEqualTo(2 * SECOND);
    return made;
  }

  @Test
  void aJumpOfTimeOrAnotherRateBeginsANewRun() {
    SpeechState state = new SpeechState();
    SpeechBlocks.begin(state, new PcmChunk(0, 16_000, new float[16_000]));
    new SpeechBlocks().extend(state, new float[16_000], false, (index, samples) -> {});
    assertThat(SpeechBlocks.continues(state, new PcmChunk(SECOND + 99_000, 16_000, new float[1])))
        .isTrue();
    assertThat(SpeechBlocks.continues(state, new PcmChunk(SECOND + 101_000, 16_000, new float[1])))
        .isFalse();
    assertThat(SpeechBlocks.continues(state, new PcmChunk(SECOND - 101_000, 16_000, new float[1])))
        .isFalse();
    assertThat(SpeechBlocks.continues(state, new PcmChunk(SECOND, 8_000, new float[1]))).isFalse();
  }
}
