package io.affectstream.ingest.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.affectstream.schemas.Word;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged transcripts: they are read in part or refused by the reader, in bounded time. */
@Timeout(1200)
class TranscriptFuzzTest {

  private static final Pattern TIMING =
      Pattern.compile("-->|\\d:\\d\\d:\\d\\d[.,]\\d|\\d\\d:\\d\\d:\\d\\d");
  private static final long MAX_TIME = 10_000L * 3600 * 1_000_000 + 60_000_000;
  private static final String[] PIECES = {
    "\n",
    "\r",
    "\r\n",
    " ",
    "\n\n",
    "-->",
    "00:00:01,000",
    "00:00:02.500 --> 00:00:03.000",
    "<",
    ">",
    "[",
    "]",
    "(",
    "{",
    "}",
    ":",
    ",",
    "\"",
    "\\",
    "NaN",
    "-1",
    "1e999",
    "null",
    "[]",
    "{}",
    "\u266a",
    "*",
    "#",
    "\u202b",
    "\u200b",
    "\ufeff",
    "\0",
    "\ud83d",
    "&lt;",
    "&#x110000;",
    "<c>",
    "<00:00:01.000>",
    "NOTE",
    "WEBVTT",
    "99999999999999999999",
    "Speaker:",
    ">>",
    "\u2013",
    "1",
    "0",
    "true"
  };
  private static final List<String> SEEDS =
      List.of(
          WordsAssert.srt(
              "Hello <i>you</i>", "[Music]\nAgent: yes", "at nine\nand on", "TOTAL: five"),
          WordsAssert.srt("so", "so the", "so the plan\nis this", "is this\nand that"),
          "00:01 --> 00:02\none\n00:02 --> 00:04\ntwo\n\n\u2013 three\n",
          """
          WEBVTT - x

          NOTE a comment

          STYLE
          ::cue { color: red }

          id
          00:00:01.000 --> 00:00:03.000 align:start position:0%
          <v Bob>Hello<00:00:01.500><c> big</c> world

          00:00:03.000 --> 00:00:03.010

          Hello big world
          """,
          "{\"result\":[{\"conf\":0.5,\"start\":0.25,\"end\":0.5,\"word\":\"hi\"}],\"text\":\"hi\"}\n"
              + "{\"text\":\"\"}",
          "{\"segments\":[{\"start\":1,\"end\":4.5,\"text\":\"a"
              + " bc\",\"avg_logprob\":-0.2,\"words\":[{\"word\":\"a\"},{\"word\":\"bc\",\"start\":2,\"end\":2.5,\"score\":0.9}]}]}",
          "{\"transcription\":[{\"offsets\":{\"from\":0,\"to\":1000},\"text\":\""
              + " hi\",\"tokens\":[{\"text\":\""
              + " h\",\"offsets\":{\"from\":250,\"to\":400},\"p\":0.5},{\"text\":\"i\",\"p\":0.5}]}]}",
          "{\"results\":{\"channels\":[{\"alternatives\":[{\"transcript\":\"hi\",\"words\":[{\"word\":\"hi\",\"start\":0.25,\"end\":0.5,\"confidence\":0.5}]}]}]}}",
          "{\"results\":{\"items\":[{\"start_time\":\"0.25\",\"end_time\":\"0.5\",\"type\":\"pronunciation\",\"alternatives\":[{\"confidence\":\"0.5\",\"content\":\"hi\"}]}]}}",
          "{\"chunks\":[{\"text\":\" hi you\",\"timestamp\":[1.0,null]}]}",
          "0 10000 sil\n10000 20000 bin\n20000 30000 blue\n");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void mutatedTranscripts(long seed) throws Exception {
    Random random = new Random(seed);
    Path file = folder.resolve("mutated");
    int read = 0;
    for (int i = 0; i < 3_000; i++) {
      String text = mutate(SEEDS.get(random.nextInt(SEEDS.size())), random);
      byte[] bytes =
          text.getBytes(
              random.nextInt(20) == 0 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8);
      for (int k = random.nextInt(8) - 6; k > 0; k--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      read += check(Files.write(file, bytes), text) ? 1 : 0;
    }
    assertThat(read).as("mutations that could be read").isGreaterThan(1_000);
  }

  /** Whether it could be read. */
  private static boolean check(Path file, String text) {
    List<Word> words;
    List<String> notes = new ArrayList<>();
    try {
      words = TranscriptFile.read(file, notes::add);
    } catch (TranscriptException refused) {
      assertThat(refused).as(text).hasMessageStartingWith(file + "");
      return false;
    } catch (RuntimeException e) {
      throw new AssertionError("transcript: " + text, e);
    }
    long before = 0;
    for (Word word : words) {
      assertThat(word.getText()).as(text).isNotBlank().doesNotContainPattern(TIMING);
      assertThat(word.getStart()).as(text).isBetween(before, MAX_TIME);
      assertThat(word.getEnd() - word.getStart()).as(text).isBetween(0L, 30_000_000L);
      assertThat(word.getConfidence()).as(text).isBetween(0f, 1f);
      before = word.getStart();
    }
    return true;
  }

  private static String mutate(String seed, Random random) {
    StringBuilder text = new StringBuilder(seed);
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(5)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
        case 2 -> text.setCharAt(at, (char) (' ' + random.nextInt(95)));
        case 3 -> {
          int to = Math.min(text.length(), at + random.nextInt(40));
          text.insert(random.nextInt(text.length()), text.substring(at, to));
        }
        default -> text.delete(at, Math.min(text.length(), at + random.nextInt(20)));
      }
      if (text.length() == 0) {
        text.append('x');
      }
    }
    return text.toString();
  }

  /** Patterns must not take quadratic time or a stack frame for each character. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[",
        "(",
        "<",
        "<a",
        "*",
        "# ",
        "\u266a",
        "{",
        "&",
        "&#",
        "1",
        "1:",
        "00:00:01,000",
        "-",
        "--> ",
        "a",
        "A ",
        "a:",
        ">",
        ".",
        "\n",
        " ",
        "\u200c",
        "\ud83d\ude02",
        "word ",
        "[a] ",
        "(a",
        "00:",
        "1.1"
      })
  void longLinesEnd(String piece) {
    String line = piece.repeat(100_000 / piece.length());
    for (String text :
        List.of(WordsAssert.srt(line, "end"), "WEBVTT\n\n" + WordsAssert.srt(line, "end"))) {
      assertThatCode(() -> TranscriptFile.parse(text, "test", note -> {}))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void deepJsonIsRefused() {
    for (String text :
        List.of("[".repeat(100_000), "{\"a\":".repeat(100_000), "[" + "[],".repeat(100_000))) {
      Assertions.assertThrows(
          TranscriptException.class, () -> TranscriptFile.parse(text, "test", note -> {}));
    }
  }
}
