package io.affectstream.ingest.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.features.testing.TestData;
import io.affectstream.schemas.Word;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptFileTest {

  @TempDir Path folder;

  @Test
  void srtCuesAreSpreadInProportionToWordLength() throws Exception {
    assertWords(
        """
        1
        00:00:01,000 --> 00:00:02,000
        Hello, my
        friend!

        2
        01:00:00,500 --> 01:00:01,000 X1:0 X2:10 Y1:0 Y2:10
        <i>Goodbye</i>.
        """,
        "Hello 1000 1384 | my 1384 1538 | friend 1538 2000 | Goodbye 3600500 3601000");
  }

  @Test
  void onlyWhatIsSpokenRemains() throws Exception {
    assertWords(
        """
        1
        00:00:00,000 --> 00:00:01,000
        JOHN: {\\an8}[door slams]
        - I'm (sighs) fine

        2
        00:00:01,000 --> 00:00:02,000
        >> SPEAKER 2: <font color="#fff">50%</font> of &quot;it&quot; &amp; more

        3
        00:00:02,000 --> 00:00:03,000
        [MUSIC
        PLAYING]

        4
        00:00:03,000 --> 00:00:04,000
        ♪ la ♪

        5
        00:00:04,000 --> 00:00:05,000
        Note: at 10:30--no
        """,
        "I'm 0 428 | fine 428 1000"
            + " | 50% 1000 1250 | of 1250 1416 | it 1416 1583 | & 1583 1666 | more 1666 2000"
            + " | Note 4000 4307 | at 4307 4461 | 10:30 4461 4846 | no 4846 5000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void webVtt(String newline) throws Exception {
    assertWords(
        """
        WEBVTT - some title
        Kind: captions

        NOTE
        a comment
        over lines

        STYLE
        ::cue { color: red }

        intro
        00:01.000 --> 00:02.000 align:start position:10%
        <v.loud Mary Ann>Hi <c.yellow>there</c></v>

        01:00:00.000 --> 01:00:02.000
        <lang en>one</lang> &lt;two&gt;
        """
            .replace("\n", newline),
        "Hi 1000 1285 | there 1285 2000 | one 3600000 3601000 | two 3601000 3602000");
  }

  @Test
  void webVttWordTimes() throws Exception {
    assertWords(
        """
        WEBVTT

        00:00:01.000 --> 00:00:03.000
        Hello<00:00:01.500><c> big</c><00:00:02.000><c> wide world</c>
        """,
        "Hello 1000 1500 | big 1500 2000 | wide 2000 2444 | world 2444 3000");
  }

  @Test
  void captionsThatRollUpAreNotRepeated() throws Exception {
    assertWords(
        """
        WEBVTT
        Kind: captions
        Language: en

        00:00:00.160 --> 00:00:02.000 align:start position:0%
        \s
        so<00:00:00.480><c> hello</c>

        00:00:02.000 --> 00:00:02.010 align:start position:0%
        so hello
        \s

        00:00:02.010 --> 00:00:04.000 align:start position:0%
        so hello
        and<00:00:03.000><c> bye</c>

        00:00:04.000 --> 00:00:04.010 align:start position:0%
        and bye
        \s
        """,
        "so 160 480 | hello 480 2000 | and 2010 3000 | bye 3000 4000");
  }

  @Test
  void gridAlignment() throws Exception {
    List<Word> words = TranscriptFile.read(TestData.require("media/swwp2s.align"));
    assertThat(words)
        .extracting(Word::getText)
        .containsExactly("set", "white", "with", "p", "two", "soon");
    assertThat(words).isSortedAccordingTo((a, b) -> Long.compare(a.getStart(), b.getStart()));
    String first =
        Files.readAllLines(TestData.require("media/swwp2s.align")).stream()
            .filter(line -> line.endsWith("set"))
            .findFirst()
            .orElseThrow();
    assertThat(words.get(0).getStart())
        .isEqualTo(Long.parseLong(first.split(" ")[0]) * 1_000_000 / 25_000);
    assertThat(words.get(0).getEnd())
        .isEqualTo(Long.parseLong(first.split(" ")[1]) * 1_000_000 / 25_000);
  }

  @Test
  void wordsComeInOrderOfOnset() throws Exception {
    assertWords(
        """
        2
        00:00:05,000 --> 00:00:06,000
        later

        1
        00:00:01,000 --> 00:00:02,000
        sooner
        """,
        "sooner 1000 2000 | later 5000 6000");
  }

  @Test
  void byteOrderMarksAndUtf16() throws Exception {
    String srt = "1\n00:00:01,000 --> 00:00:02,000\nGrüße\n";
    Path utf8 = Files.writeString(folder.resolve("a.srt"), "\uFEFF" + srt);
    Path utf16 =
        Files.write(folder.resolve("b.srt"), ("\uFEFF" + srt).getBytes(StandardCharsets.UTF_16LE));
    for (Path file : List.of(utf8, utf16)) {
      assertThat(TranscriptFile.read(file))
          .containsExactly(new Word("Grüße", 1_000_000L, 2_000_000L, 1f));
    }
  }

  @Test
  void filesThatAreNotThere() {
    assertThatThrownBy(() -> TranscriptFile.read(folder.resolve("none.srt")))
        .isInstanceOf(TranscriptException.class)
        .hasMessageContainingAll("none.srt", "no such file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~ ~ | expected a transcript, found an empty file",
        "Dear Sir | expected SRT, WebVTT, the JSON of a recogniser, or GRID align, found a text"
            + " starting with 'Dear Sir'",
        "1;00:00:01,000 --> 00;x | line 2: expected a timing 'hh:mm:ss.mmm --> hh:mm:ss.mmm', found"
            + " '00:00:01,000 --> 00'",
        "1;00:00:02,000 --> 00:00:01,000;x | line 2: expected a cue that ends after it starts",
        "WEBVTT;;00:01.000 --> soon;x | line 3: expected a timing 'hh:mm:ss.mmm --> hh:mm:ss.mmm'",
        "0 10 sil;10 x bin | line 2: expected 'start end word', found '10 x bin'",
        "0 10 sil;10 5 bin | line 2: expected 'start end word', found '10 5 bin'",
        "[Script Info];Title: x | found Advanced SubStation (ASS, SSA), which is not read; convert"
            + " it",
        "[ti:x];[00:12.00]hello | found LRC lyrics, which is not read; convert it",
        "[00:12.00]hello;[00:14.00]you | found LRC lyrics",
        "<?xml version=\"1.0\"?>;<tt xmlns=\"x\"> | found TTML",
        "{10}{20}hello | found MicroDVD",
        "0:00:01.000,0:00:02.000;hello | found SubViewer (SBV)"
      })
  void malformedFilesAreRefusedWithThePlace(String text, String message) {
    assertThatThrownBy(() -> TranscriptFile.parse(text.replace(";", "\n"), "x.txt", note -> {}))
        .isInstanceOf(TranscriptException.class)
        .hasMessageStartingWith("x.txt")
        .hasMessageContaining(message);
  }

  private static List<Word> parse(String text) throws TranscriptException {
    return TranscriptFile.parse(text, "test", note -> {});
  }

  /** Compares with "word start end | ..." in milliseconds, rounded down. */
  private static void assertWords(String text, String expected) throws TranscriptException {
    assertThat(
            String.join(
                " | ",
                parse(text).stream()
                    .map(
                        word ->
                            "%s %d %d"
                                .formatted(
                                    word.getText(), word.getStart() / 1_000, word.getEnd() / 1_000))
                    .toList()))
        .isEqualTo(expected);
  }
}
