package io.affectstream.inference.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.audio.PcmChunk;
import io.affectstream.features.speech.RecognisedWord;
import io.affectstream.features.speech.SpeechConfig;
import io.affectstream.features.speech.SpeechState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Decisions around a recogniser for which each stretch of sound is a word. */
class TranscriberTest {

  private static final int RATE = 16_000;
  private static final long SECOND = 1_000_000;
  private static final SpeechConfig CONFIG =
      new SpeechConfig(
          Duration.ofSeconds(4),
          Duration.ofSeconds(1),
          Duration.ofMillis(400),
          Duration.ofMillis(500));

  private final SpeechState state = new SpeechState();
  private final Map<Long, short[]> kept = new HashMap<>();
  private final List<SpokenTranscript> said = new ArrayList<>();
  private final OpenRecognisers recognisers = new OpenRecognisers(2);
  private final Transcriber transcriber = new Transcriber(CONFIG, recognisers);
  private int maxKept;

  /** A word is a stretch of sound; half a second of silence after one ends the utterance. */
  private static final class SoundIsWord implements SpeechRecogniser {

    private final List<Short> accepted = new ArrayList<>();

    @Override
    public boolean accept(short[] samples, int from, int to) {
      for (int i = from; i < to; i++) {
        accepted.add(samples[i]);
      }
      List<RecognisedWord> words = words();
      long now = accepted.size() * SECOND / RATE;
      return !words.isEmpty() && words.get(words.size() - 1).end() <= now - SECOND / 2;
    }

    private List<RecognisedWord> words() {
      List<RecognisedWord> words = new ArrayList<>();
      int start = -1;
      for (int i = 0; i <= accepted.size(); i++) {
        boolean sound = i < accepted.size() && accepted.get(i) != 0;
        if (sound && start < 0) {
          start = i;
        } else if (!sound && start >= 0) {
          words.add(new RecognisedWord("w", start * SECOND / RATE, i * SECOND / RATE, 1));
          start = -1;
        }
      }
      return words;
    }

    @Override
    public List<RecognisedWord> partial() {
      return words();
    }

    @Override
    public List<RecognisedWord> finish() {
      return words();
    }

    @Override
    public void close() {}
  }

  private Transcriber.Stream stream() {
    RetainedAudio audio =
        new RetainedAudio() {
          @Override
          public void put(long block, short[] samples) {
            kept.put(block, samples);
            maxKept = Math.max(maxKept, kept.size());
          }

          @Override
          public short[] get(long block) {
            return kept.get(block);
          }

          @Override
          public void drop(long from, long to) {
            kept.keySet().removeIf(block -> block >= from && block < to);
          }
        };
    return new Transcriber.Stream("a", state, audio, SoundIsWord::new, said::add);
  }

  private void hear(double at, double seconds, boolean sound) throws Exception {
    float[] samples = new float[(int) (seconds * RATE)];
    Arrays.fill(samples, sound ? 0.5f : 0);
    transcriber.push(stream(), new PcmChunk((long) (at * SECOND), RATE, samples));
  }

  private List<RecognisedWord> finals() {
    return said.stream().filter(t -> t.complete()).flatMap(t -> t.words().stream()).toList();
  }

  private static RecognisedWord word(double start, double end) {
    return new RecognisedWord("w", Math.round(start * SECOND), Math.round(end * SECOND), 1);
  }

  @Test
  void aGapEndsTheUtteranceAndTheNextWordHasItsOwnTime() throws Exception {
    hear(10, 0.5, true);
    hear(12, 0.3, true);
    assertThat(finals()).containsExactly(word(10, 10.5));
    assertThat(said.get(said.size() - 1).completeThrough()).isLessThanOrEqualTo(12 * SECOND);
    transcriber.finish(stream());
    assertThat(finals()).containsExactly(word(10, 10.5), word(12, 12.3));
    assertThat(said.get(said.size() - 1).end()).isTrue();
    assertThat(said.get(said.size() - 1).completeThrough()).isEqualTo(12_300_000);
    assertThat(kept).isEmpty();
    assertThat(recognisers.size()).isZero();
  }

  @Test
  void overlappingWordsAreNotReportedBeforeCompleteOnes() throws Exception {
    hear(0, 1, true);
    hear(0.5, 1, true);
    transcriber.finish(stream());
    assertThat(finals()).containsExactly(word(0, 1), word(1, 1.5));
  }

  @Test
  void silenceGivesProgressInStepsAndKeepsLittleAudio() throws Exception {
    for (int i = 0; i < 100; i++) {
      hear(i / 10.0, 0.1, false);
    }
    assertThat(finals()).isEmpty();
    for (int i = 1; i < said.size(); i++) {
      long step = said.get(i).completeThrough() - said.get(i - 1).completeThrough();
      assertThat(step).as("at most to the end of the utterance").isBetween(500_000L, 1_700_000L);
    }
    assertThat(said.get(said.size() - 1).completeThrough()).isBetween(8_500_000L, 9_000_000L);
    assertThat(maxKept).isLessThanOrEqualTo(20);
  }

  @Test
  void anUtteranceWithoutEndIsCutBetweenWordsAndNoneIsLostOrRepeated() throws Exception {
    List<RecognisedWord> spoken = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      hear(i * 0.5, 0.4, true);
      hear(i * 0.5 + 0.4, 0.1, false);
      spoken.add(word(i * 0.5, i * 0.5 + 0.4));
    }
    transcriber.finish(stream());
    assertThat(finals()).hasSameSizeAs(spoken);
    for (int i = 0; i < spoken.size(); i++) {
      assertThat(finals().get(i).start()).isCloseTo(spoken.get(i).start(), sample());
      assertThat(finals().get(i).end()).isCloseTo(spoken.get(i).end(), sample());
    }
    assertThat(said.stream().filter(t -> t.complete() && !t.words().isEmpty()))
        .hasSizeGreaterThan(3);
    assertThat(said).anyMatch(t -> !t.complete() && !t.words().isEmpty());
    assertThat(maxKept)
        .as("blocks of 4 s, one cut in two, one more of the chunk at hand")
        .isLessThanOrEqualTo(22);
  }

  private static Offset<Long> sample() {
    return Offset.offset(100L);
  }
}
