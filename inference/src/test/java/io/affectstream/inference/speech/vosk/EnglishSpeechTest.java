package io.affectstream.inference.speech.vosk;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.speech.RecognisedWord;
import io.affectstream.features.speech.SpeechBlocks;
import io.affectstream.features.testing.TestData;
import io.affectstream.inference.speech.SpeechModel;
import io.affectstream.inference.speech.SpeechRecogniser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Read English with the model of {@code ./affect models fetch}. */
class EnglishSpeechTest {

  private static final String MODEL = "vosk-model-small-en-us-0.15";
  private static final int WAVE_HEADER = 44;
  private static final Pattern LINE = Pattern.compile("<s> (.*) </s> \\((.*)\\)");

  /** Not fetched in CI, which has no network beyond package registries. */
  private static Path model() {
    String folder = System.getenv().getOrDefault("AFFECT_MODELS", "");
    Path model = Path.of(folder, MODEL);
    Assumptions.assumeTrue(
        !folder.isEmpty() && Files.isDirectory(model),
        "needs the English model " + MODEL + " in AFFECT_MODELS (./affect models fetch)");
    return model;
  }

  @Test
  void readEnglishIsUnderstood() throws IOException {
    Path model = model();
    Path folder = TestData.require("media/librivox");
    List<String> spoken = new ArrayList<>();
    List<String> recognised = new ArrayList<>();
    try (VoskLease lease = VoskLease.of(model)) {
      for (String line : Files.readAllLines(folder.resolve("transcription"))) {
        Matcher utterance = LINE.matcher(line.strip());
        assertThat(utterance.matches()).as(line).isTrue();
        Path wave = folder.resolve(utterance.group(2) + ".wav");
        if (Files.exists(wave)) {
          spoken.addAll(List.of(utterance.group(1).split(" ")));
          recognised.addAll(recognise(lease.model(), wave));
        }
      }
    }
    double errors = WordErrors.rate(spoken, recognised);
    System.out.printf(
        Locale.ROOT, "read English: word error rate %.2f, recognised %s%n", errors, recognised);
    assertThat(errors).isLessThan(0.3);
  }

  private static List<String> recognise(SpeechModel model, Path wave) throws IOException {
    byte[] bytes = Files.readAllBytes(wave);
    short[] samples = new short[(bytes.length - WAVE_HEADER) / Short.BYTES];
    ByteBuffer.wrap(bytes, WAVE_HEADER, samples.length * Short.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asShortBuffer()
        .get(samples);
    List<String> recognised = new ArrayList<>();
    SpeechRecogniser recogniser = model.recogniser();
    try {
      for (int from = 0; from < samples.length; from += SpeechBlocks.BLOCK) {
        int to = Math.min(samples.length, from + SpeechBlocks.BLOCK);
        if (recogniser.accept(samples, from, to)) {
          recogniser.finish().stream().map(RecognisedWord::text).forEach(recognised::add);
          recogniser.close();
          recogniser = model.recogniser();
        }
      }
      recogniser.finish().stream().map(RecognisedWord::text).forEach(recognised::add);
    } finally {
      recogniser.close();
    }
    return recognised;
  }
}
