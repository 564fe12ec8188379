package io.affectstream.ingest.transcript;

import static io.affectstream.ingest.transcript.WordsAssert.notes;
import static io.affectstream.ingest.transcript.WordsAssert.srt;
import static io.affectstream.ingest.transcript.WordsAssert.timed;
import static io.affectstream.ingest.transcript.WordsAssert.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.features.testing.TestData;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubtitleTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          missingsep.srt | red one green two blue three
          enarrow.srt    | good one lost in typography last one
          blankafter.srt | the first line of speech the second line after an empty one the third line
          nomillis.srt   | no milliseconds here nor here
          yt_ffmpeg.srt  | so the plan is to leave at nine and be back by noon okay
          labels.srt     | good morning how are you fine how can I help yes TOTAL five I said go
          zoom.vtt       | good morning everyone at 10:30 we begin yes
          rtl.srt        | \u0645\u0631\u062d\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645
          longcue.srt    | Instrumental good morning
          cpp_music.json | real words
          faster_list.json | So test Second one
          """)
  void casesFromTheField(String file, String expected) throws Exception {
    assertThat(words(Files.readString(TestData.require("cases/" + file)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00:00:01,000 --> 00:00:02,500",
        "00:00:01.000 --> 00:00:02.500",
        "00:01,000 --> 00:02,5",
        "0:0:1,0 --> 0:0:2,500000",
        "00:00:01 --> 00:00:02.5",
        "00:00:01,000-->00:00:02,500",
        "00:00:01,000 -> 00:00:02,500",
        "00:00:01,000 \u2013> 00:00:02,500",
        "00:00:01,000 \u2014> 00:00:02,500",
        "00:00:01,000 \u2013\u2013> 00:00:02,500",
        "00:00:01,000 -- > 00:00:02,500",
        "00:00:01,000 \u2192 00:00:02,500",
        "00:00:01,000 --&gt; 00:00:02,500",
        "00:00:01, 000 --> 00:00:02, 500",
        "\uff10\uff10\uff1a\uff10\uff10\uff1a\uff10\uff11\uff0c\uff10\uff10\uff10 --> 00:00:02,500",
        "\u202a00:00:01,000 --> 00:00:02,500\u202c",
        "00:00:01:000 --> 00:00:02:500",
        "  00:00:01,000   -->   00:00:02,500  X1:100 X2:200 Y1:10 Y2:20",
        "00:00:01.000 --> 00:00:02.500 align:start position:0% line:80%",
        "[00:00:01.000 --> 00:00:02.500]"
      })
  void timingsOfManySpellings(String timing) throws Exception {
    assertThat(timed("1\n" + timing + "\nhello\n")).isEqualTo("hello 1000 2500");
    assertThat(timed("WEBVTT\n\n" + timing + "\nhello\n")).isEqualTo("hello 1000 2500");
  }

  @Test
  void textBesideTheTimingIsSpoken() throws Exception {
    assertThat(timed("[00:00.000 --> 00:02.000]  so there\n[00:02.000 --> 00:03.000]  yes\n"))
        .isEqualTo("so 0 571 | there 571 2000 | yes 2000 3000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void lineEndsOfAllSystems(String newline) throws Exception {
    assertThat(words(srt("one", "two\nthree").replace("\n", newline))).isEqualTo("one two three");
  }

  @Test
  void numbersMayBeMissingAndTextMayBeANumber() throws Exception {
    assertThat(
            words(
                """
                00:00:01,000 --> 00:00:02,000
                20
                00:00:02,000 --> 00:00:03,000
                21

                00:00:03,000 --> 00:00:04,000
                22
                """))
        .isEqualTo("20 21 22");
    assertThat(words(srt("19", "20") + "00:00:05,000 --> 00:00:06,000\nlast"))
        .isEqualTo("19 20 last");
    assertThat(words("1\n00:00:01,000 --> 00:00:02,000\n2\n00:00:02,000 --> 00:00:03,000\nhi\n"))
        .isEqualTo("hi");
  }

  @Test
  void arrowsWithinTextAreText() throws Exception {
    assertThat(words(srt("press A --> then B", "go -> left"))).isEqualTo("press A then B go left");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00:00:03,000 --> 00:00",
        "00:00:03,000 -->",
        "--> 00:00:04,000",
        "00:00:0x,000 --> 00:00:04,000",
        "00:00:03,000 00:00:04,000",
        "00:00:03,000 -- 00:00:04,000",
        "00:00:04,000 --> 00:00:03,000",
        "00:61:03,000 --> 00:62:03,000",
        "00:00:03:10 --> 00:00:04:12",
        "99999:00:03,000 --> 99999:00:04,000"
      })
  void aCueOfADamagedTimingIsSkippedAndNamedByItsLine(String timing) throws Exception {
    String text =
        srt("one") + "2\n" + timing + "\nlost\n\n" + "3\n00:00:05,000 --> 00:00:06,000\nthree\n";
    assertThat(words(text)).isEqualTo("one three");
    assertThat(notes(text))
        .singleElement()
        .asString()
        .startsWith("test, line 6: ")
        .contains("skipped");
    String vtt = "WEBVTT\n\n" + text;
    assertThat(words(vtt)).isEqualTo("one three");
    assertThat(notes(vtt)).singleElement().asString().startsWith("test, line 8: ");
  }

  @Test
  void textWithoutATimingIsNamedByItsLine() throws Exception {
    String text = srt("one") + "2\nno timing\n\n3\n00:00:05,000 --> 00:00:06,000\nthree\n";
    assertThat(words(text)).isEqualTo("one three");
    assertThat(notes(text)).singleElement().asString().startsWith("test, line 6: ");
    String vtt =
        "WEBVTT\n\n00:01.000 --> 00:02.000\none\n\nstray text\n\n00:03.000 --> 00:04.000\ntwo\n";
    assertThat(words(vtt)).isEqualTo("one two");
    assertThat(notes(vtt)).singleElement().asString().startsWith("test, line 6: ");
    assertThat(notes("Made by me\n\n" + srt("one")))
        .singleElement()
        .asString()
        .startsWith("test, line 1: ");
  }

  @Test
  void webVttBlocks() throws Exception {
    assertThat(
            words(
                """
                WEBVTT
                X-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000

                REGION
                id:fred width:40%

                NOTE one line

                first
                00:01.000 --> 00:02.000 region:fred

                after an empty line

                NOTE
                00:00 is the start

                second
                00:02.000 --> 00:03.000
                <v Mary>- two
                3
                00:03.000 --> 00:04.000
                <00:03.500>three
                """))
        .isEqualTo("after an empty line two three");
  }

  @Test
  void wordTimesCountInSrtToo() throws Exception {
    assertThat(
            timed(
                "1\n00:00:01,000 --> 00:00:03,000\nHello<00:00:01,500> big<00:00:02.000> world\n"))
        .isEqualTo("Hello 1000 1500 | big 1500 2000 | world 2000 3000");
    assertThat(words(srt("so <00:00:01.000 and <b>on</b>"))).isEqualTo("so and on");
  }

  @Test
  void rollingLinesCountOnceAtTheirFirstTime() throws Exception {
    assertThat(timed(Files.readString(TestData.require("cases/yt_ffmpeg.srt"))))
        .startsWith("so 160 ")
        .contains("leave 2520 3429 | at 3439 ")
        .endsWith("okay 8010 9000");
    assertThat(
            timed(
                srt(
                    "one two",
                    "one two\nthree four",
                    "one two\nthree four\nfive",
                    "three four\nfive\nsix seven")))
        .isEqualTo(
            "one 0 500 | two 500 1000 | three 1000 1555 | four 1555 2000 | five 2000 3000"
                + " | six 3000 3375 | seven 3375 4000");
    assertThat(timed(srt("so", "so the", "so the plan\nis")))
        .isEqualTo("so 0 1000 | the 1000 2000 | plan 2000 2666 | is 2666 3000");
  }

  @Test
  void peopleMayRepeatThemselves() throws Exception {
    assertThat(words(srt("No.", "No.", "No."))).isEqualTo("No No No");
    String[] cues = new String[12];
    java.util.Arrays.setAll(cues, i -> "cue number " + i);
    cues[5] = "Stop!";
    cues[6] = "Stop!\nGo away!";
    assertThat(words(srt(cues))).contains("Stop Stop Go away");
  }

  @Test
  void aCueThatIsThereTwiceCountsOnce() throws Exception {
    String cue = "00:00:01.000 --> 00:00:02.000\nonce\n\n";
    assertThat(words("WEBVTT\n\n" + cue + cue + "00:00:05.000 --> 00:00:06.000\nmore\n"))
        .isEqualTo("once more");
  }

  @Test
  void wordsAreBoundedByTheSpeedOfSpeech() throws Exception {
    String text = Files.readString(TestData.require("cases/longcue.srt"));
    assertThat(timed(text))
        .isEqualTo("Instrumental 1000 5000 | good 1200 1490 | morning 1490 2000");
    assertThat(notes(text))
        .singleElement()
        .asString()
        .contains("line 2", "'Instrumental' over 100.0 s");
    assertThat(notes(srt("yes"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void unicodeWithAndWithoutAByteOrderMark(String charset) throws Exception {
    String text = srt("Gr\u00fc\u00dfe an alle", "und mehr davon");
    for (String mark : List.of("", "\uFEFF")) {
      if (mark.isEmpty() && charset.startsWith("UTF-32")) {
        continue;
      }
      Path file =
          Files.write(folder.resolve("x.srt"), (mark + text).getBytes(Charset.forName(charset)));
      assertThat(timed(TranscriptFile.read(file))).as(charset).startsWith("Gr\u00fc\u00dfe 0 ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "windows-1252, Er h\u00e4tte gew\u00fcnscht dass die T\u00fcr noch f\u00fcr \u00fcberm\u00e4\u00dfig viele G\u00e4ste offen w\u00e4re",
    "windows-1251, \u041e\u043d \u0441\u043a\u0430\u0437\u0430\u043b \u0447\u0442\u043e \u0432\u0441\u0451 \u0431\u0443\u0434\u0435\u0442 \u0445\u043e\u0440\u043e\u0448\u043e \u0438 \u043c\u044b \u043f\u043e\u0448\u043b\u0438 \u0434\u043e\u043c\u043e\u0439",
    "EUC-KR, \uc548\ub155\ud558\uc138\uc694 \uc624\ub298 \ub0a0\uc528\uac00 \uc815\ub9d0 \uc88b\ub124\uc694 \uc6b0\ub9ac \ud568\uaed8 \uc0b0\ucc45\ud560\uae4c\uc694",
    "Shift_JIS, \u3053\u3093\u306b\u3061\u306f \u4eca\u65e5\u306f\u3068\u3066\u3082 \u3044\u3044\u5929\u6c17\u3067\u3059\u306d \u4e00\u7dd2\u306b \u6b69\u304d\u307e\u3057\u3087\u3046"
  })
  void legacyEncodingsAreDetectedAndNoted(String charset, String text) throws Exception {
    Path file = Files.write(folder.resolve("x.srt"), srt(text).getBytes(Charset.forName(charset)));
    List<String> notes = new ArrayList<>();
    assertThat(TranscriptFile.read(file, notes::add).stream().map(word -> word.getText()).toList())
        .containsExactly(text.split(" "));
    assertThat(notes).singleElement().asString().contains("expected UTF-8, read as");
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws Exception {
    byte[] bytes = new byte[2000];
    new java.util.Random(1).nextBytes(bytes);
    Path file = Files.write(folder.resolve("talk.mp4"), bytes);
    assertThatThrownBy(() -> TranscriptFile.read(file))
        .isInstanceOf(TranscriptException.class)
        .hasMessageContaining("talk.mp4");
    Path wave =
        Files.write(folder.resolve("a.wav"), "RIFF\0\0\0WAVE".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> TranscriptFile.read(wave))
        .isInstanceOf(TranscriptException.class)
        .hasMessageContaining("save the file as UTF-8");
  }
}
