package io.affectstream.training.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.Modality;
import io.affectstream.training.ItemListener;
import io.affectstream.training.corpus.ComposedCorpus.Variety;
import io.affectstream.training.data.Comment;
import io.affectstream.training.data.EmoDb;
import io.affectstream.training.data.FaceImages;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Banks of made-up images, tones and comments through the real encoder and front end. */
class ComposedCorpusTest {

  private static final int HALO = 60;
  private static final int WINDOW = 2 * HALO + 1;
  private static final int DRAWS = 300;
  private static final int PICTURES_PER_CLASS = 4;
  private static final int SIDE = 48;

  @TempDir static Path folder;

  private static FaceBank faces;
  private static VoiceBank voices;
  private static WordBank words;

  @BeforeAll
  static void fill() throws Exception {
    faces =
        FaceBank.of(
            ModelBundle.named("face-3"),
            FaceBank.Reading.TOKENS,
            images(),
            Optional.empty(),
            1,
            Optional.empty(),
            ItemListener.NONE);
    for (String speaker : List.of("03", "08")) {
      for (char emotion : "WLEAFTN".toCharArray()) {
        tone(folder.resolve("%sa01%sa.wav".formatted(speaker, emotion)), emotion * 3);
      }
    }
    voices = new VoiceBank(EmoDb.read(folder), 1, Optional.empty(), ItemListener.NONE);
    List<Comment> comments = new ArrayList<>();
    for (Expression label : EnumSet.complementOf(EnumSet.of(Expression.OTHER))) {
      String text = "this comment says " + label.name().toLowerCase(java.util.Locale.ROOT);
      comments.add(new Comment(label.name(), text, Set.of(label)));
    }
    words = new WordBank(comments, Optional.empty());
  }

  /** The cached features equal the computed ones, and are not computed again. */
  @Test
  void banksAreKeptBetweenRuns(@TempDir Path kept) throws Exception {
    Optional<Path> there = Optional.of(kept);
    for (int run = 0; run < 2; run++) {
      ModelBundle bundle = ModelBundle.named("face-3");
      FaceBank again =
          FaceBank.of(
              bundle,
              FaceBank.Reading.TOKENS,
              images(),
              Optional.empty(),
              1,
              there,
              ItemListener.NONE);
      VoiceBank reread = new VoiceBank(EmoDb.read(folder), 1, there, ItemListener.NONE);
      assertThat(again.tokens(3, FaceBank.CORRUPTED))
          .isEqualTo(faces.tokens(3, FaceBank.CORRUPTED));
      assertThat(again.embedding(5, FaceBank.CLEAR)).isEqualTo(faces.embedding(5, FaceBank.CLEAR));
      assertThat(reread.voice(2, 5).steps()).isDeepEqualTo(voices.voice(2, 5).steps());
      assertThat(reread.voice(2, 5).to()).isEqualTo(voices.voice(2, 5).to());
      assertThat(entries(kept)).hasSize(2 + 14 * VoiceBank.VARIANTS);
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void theSameStateOfTheGeneratorGivesTheSameSample() {
    ComposedCorpus corpus = new ComposedCorpus(faces, voices, words, HALO, Variety.DISTORTED);

    assertThat(corpus.draw(new SplittableRandom(9)))
        .usingRecursiveComparison()
        .isEqualTo(corpus.draw(new SplittableRandom(9)));
  }

  @Test
  void whatIsMaskedIsZeroAndWhatIsSeenHasLengthOne() {
    for (LabelledWindow sample : samples()) {
      for (int step = 0; step < WINDOW; step++) {
        double length = 0;
        for (int i = 0; i < 16; i++) {
          length += Math.pow(sample.embedding()[step * 16 + i], 2);
        }
        assertThat(length).isCloseTo(sample.embeddingMask()[step], within(1e-4));
      }
    }
  }

  @Test
  void theStaticFaceIsThatOfTheCentre() {
    for (LabelledWindow sample : samples()) {
      assertThat(sample.memory().length > 0).isEqualTo(sample.embeddingMask()[HALO] == 1);
    }
  }

  @Test
  void aTrackOfVoiceIsThereThroughoutOrNotAtAll() {
    for (LabelledWindow sample : samples()) {
      double present = 0;
      for (float value : sample.audioMask()) {
        present += value;
      }
      assertThat(present).isIn(0.0, (double) WINDOW);
      assertThat(sample.audio()).hasSize(WINDOW * AudioFrontEnd.DIMENSIONS);
    }
  }

  @Test
  void everyClassIsDrawn() {
    Set<Expression> seen = new HashSet<>();
    samples().forEach(sample -> seen.add(sample.label().orElseThrow()));

    assertThat(seen).containsExactlyInAnyOrder(Expression.values());
  }

  /** A plain track consists of the bank's features, a foreign one of none of them. */
  @Test
  void foreignVoicesAreThoseOfNobodyKnownAndStandWhereTheyAreNotNeeded() {
    Set<List<Float>> known = new HashSet<>();
    for (int i : voices.indices()) {
      for (int variant = 0; variant < VoiceBank.VARIANTS; variant++) {
        for (float[] step : voices.voice(i, variant).steps()) {
          known.add(boxed(step));
        }
      }
    }
    ComposedCorpus corpus =
        new ComposedCorpus(faces, voices, words, HALO, new Variety(false, 1, 0));
    int foreign = 0;
    for (int seed = 0; seed < DRAWS; seed++) {
      LabelledWindow sample = corpus.draw(new SplittableRandom(seed));
      List<Float> first = boxed(Arrays.copyOf(sample.audio(), AudioFrontEnd.DIMENSIONS));
      if (sample.audioMask()[0] == 1 && !known.contains(first)) {
        foreign++;
        assertThat(sample.label()).isNotEqualTo(Optional.of(Expression.OTHER));
        assertThat(sample.evidence().isShownBy(EnumSet.of(Modality.VOICE))).isFalse();
      }
    }
    assertThat(foreign).isBetween(DRAWS / 3, DRAWS);
    for (LabelledWindow sample : samples()) {
      List<Float> first = boxed(Arrays.copyOf(sample.audio(), AudioFrontEnd.DIMENSIONS));
      assertThat(sample.audioMask()[0] == 0 || known.contains(first)).isTrue();
    }
  }

  private static List<Float> boxed(float[] row) {
    List<Float> boxed = new ArrayList<>();
    for (float value : row) {
      boxed.add(value);
    }
    return boxed;
  }

  @Test
  void wordsOfTheEpisodeAreThoseOfItsClass() {
    int shown = 0;
    for (LabelledWindow sample : samples()) {
      int word = sample.words()[HALO];
      if (word != LabelledWindow.SILENT && word == last(sample.label().orElseThrow())) {
        shown++;
      }
    }
    assertThat(shown).isPositive();
  }

  /** Row of the word that names the class; -2 without such a comment. */
  private static int last(Expression label) {
    List<Integer> of = words.of(label);
    if (of.isEmpty()) {
      return -2;
    }
    int[] spoken = words.comment(of.get(0)).words();
    return spoken[spoken.length - 1];
  }

  /** The face is the same at all its steps except for the jitter, and there is speech. */
  @Test
  void aLastingEpisodeFillsTheWindow() {
    ComposedCorpus corpus =
        new ComposedCorpus(faces, voices, words, HALO, new Variety(false, 0, 1));
    int said = 0;
    for (int seed = 0; seed < DRAWS; seed++) {
      LabelledWindow sample = corpus.draw(new SplittableRandom(seed));
      if (sample.label().orElseThrow() == Expression.NEUTRAL || sample.memory().length == 0) {
        continue;
      }
      for (int step = 0; step < WINDOW; step++) {
        double cosine = 0;
        for (int i = 0; i < 16; i++) {
          cosine += sample.embedding()[step * 16 + i] * sample.embedding()[HALO * 16 + i];
        }
        assertThat(cosine).isCloseTo(sample.embeddingMask()[step], within(0.1));
      }
      said += Arrays.stream(sample.words()).anyMatch(word -> word != LabelledWindow.SILENT) ? 1 : 0;
    }
    assertThat(said).isGreaterThan(DRAWS / 3);
  }

  @Test
  void aPartOfABankDrawsOnlyThat() {
    FaceBank even = faces.only(i -> i % 2 == 0);
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < DRAWS; i++) {
      assertThat(even.draw(Expression.ANGER, random).orElseThrow() % 2).isZero();
      assertThat(even.neutralPartner(0, random) % 2).isZero();
    }
    VoiceBank one = voices.only(utterance -> utterance.speaker().equals("08"));
    assertThat(one.indices())
        .allSatisfy(i -> assertThat(one.utterance(i).speaker()).isEqualTo("08"));
  }

  @Test
  void utterancesArePlacedWithinTheirTrack() {
    VoiceBank.Voice voice = voices.voice(0, 0);
    double background = voice.steps()[2][AudioFrontEnd.RMS];
    double speech = voice.steps()[(voice.from() + voice.to()) / 2][AudioFrontEnd.RMS];

    assertThat(voice.length()).isEqualTo(18);
    assertThat(speech).isGreaterThan(20 * background);
  }

  private static List<LabelledWindow> samples() {
    ComposedCorpus corpus = new ComposedCorpus(faces, voices, words, HALO, Variety.PLAIN);
    List<LabelledWindow> samples = new ArrayList<>();
    for (int seed = 0; seed < DRAWS; seed++) {
      samples.add(corpus.draw(new SplittableRandom(seed)));
    }
    return samples;
  }

  private static FaceImages images() {
    List<Expression> labels = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Expression label : EnumSet.complementOf(EnumSet.of(Expression.OTHER))) {
      for (int i = 0; i < PICTURES_PER_CLASS; i++) {
        names.add(label + "/" + i);
        labels.add(label);
      }
    }
    byte[] pixels = new byte[labels.size() * SIDE * SIDE];
    new Random(3).nextBytes(pixels);
    return new FaceImages(SIDE, pixels, labels, names);
  }

  private static void tone(Path file, double hertz) throws IOException {
    int rate = AudioFrontEnd.SAMPLE_RATE_HZ;
    byte[] samples = new byte[rate * 6 / 10 * 2];
    for (int i = 0; i < samples.length / 2; i++) {
      int value = (int) (8000 * Math.sin(2 * Math.PI * hertz * i / rate));
      samples[2 * i] = (byte) value;
      samples[2 * i + 1] = (byte) (value >> 8);
    }
    AudioFormat format = new AudioFormat(rate, 16, 1, true, false);
    try (AudioInputStream in =
        new AudioInputStream(new ByteArrayInputStream(samples), format, samples.length / 2)) {
      AudioSystem.write(in, AudioFileFormat.Type.WAVE, file.toFile());
    }
  }
}
