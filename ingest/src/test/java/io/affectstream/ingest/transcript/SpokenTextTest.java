package io.affectstream.ingest.transcript;

import static io.affectstream.ingest.transcript.WordsAssert.srt;
import static io.affectstream.ingest.transcript.WordsAssert.words;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpokenTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[Music]",
        "(applause)",
        "[BLANK_AUDIO]",
        "{\\\\an8}",
        "*sighs*",
        "\u266a la la \u266a",
        "\u266b",
        "\u266a an open line",
        "\ud83c\udfb5 tune \ud83c\udfb5",
        "# la la la #",
        "\u3010\u97f3\u697d\u3011",
        "\uff08\u62cd\u624b\uff09",
        "[a (nested) one]",
        "[DOOR\nSLAMS]",
        "<i>[Music]</i>",
        "&#91;Music&#93;",
        "[Music",
        ">>",
        "- -",
        "..."
      })
  void descriptionsAreNoWords(String description) throws Exception {
    assertThat(words(srt("before", description, "after"))).isEqualTo("before after");
    assertThat(words(srt("before " + description, "after"))).startsWith("before").endsWith("after");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Speaker 1",
        "SPEAKER_00",
        "speaker 2",
        "spk_0",
        "S1",
        "Speaker A",
        "Unknown Speaker",
        "Agent",
        "agent",
        "CUSTOMER",
        "Interviewer",
        "Host 2",
        "Q",
        "A",
        "Man",
        "WOMAN 2",
        "Man #1",
        "Dr. Smith",
        "Mr. Jones",
        "MRS. O'NEIL",
        "Second Caller",
        "News Anchor",
        "JOHN SMITH",
        "JOHN",
        "\uc0c1\ub2f4\uc6d0",
        "\u53d1\u8a00\u4eba1",
        "Kundin",
        "Sprecher 2",
        "Locuteur 1",
        "Hablante 2",
        "Konu\u015fmac\u0131 1",
        "\u0410\u0433\u0435\u043d\u0442 1",
        "\u0421\u043f\u0438\u043a\u0435\u0440",
        ">> Agent",
        "- Agent",
        ">> Mary",
        "<b>Agent</b>",
        "Agent [on phone]",
        "Agent ",
        "<v Bob>Agent",
        "[SPEAKER_01]",
        "(Bob)"
      })
  void labelsAreNoWords(String label) throws Exception {
    assertThat(
            words(
                srt(
                    "well then we go",
                    label + ": hello there",
                    "and on and on",
                    "to the end of it")))
        .isEqualTo("well then we go hello there and on and on to the end of it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          TOTAL: five           | TOTAL five
          Total: five           | Total five
          I said: go            | I said go
          Note: at 10:30        | Note at 10:30
          Remember: be kind     | Remember be kind
          NOTE TO SELF: buy it  | NOTE TO SELF buy it
          The answer: nobody    | The answer nobody
          at 10:30 we begin     | at 10:30 we begin
          10:30                 | 10:30
          it is 5: no more      | it is 5 no more
          Two things: this      | Two things this
          Look: a bird          | Look a bird
          So: what now          | So what now
          Mary: yes             | Mary yes
          John 3:16 is read     | John 3:16 is read
          he said, Mary: yes    | he said Mary yes
          http://example.com/a  | http://example.com/a
          """)
  void speechWithAColonIsSpeech(String text, String expected) throws Exception {
    assertThat(words(srt("well then we go", text, "and on and on", "to the end of it")))
        .isEqualTo("well then we go " + expected + " and on and on to the end of it");
  }

  @Test
  void aNameThatLabelsAgainIsALabel() throws Exception {
    assertThat(
            words(srt("Mary: yes", "a", "b", "c", "d", "e", "f", "Mary: no", "g", "Mary had one")))
        .isEqualTo("yes a b c d e f no g Mary had one");
    assertThat(words(srt("O'Brien: yes", "Anne-Marie de Vries: no", "and so on")))
        .isEqualTo("yes no and so on");
  }

  @Test
  void aNounInCapitalsThatIsInTheTextIsNoLabel() throws Exception {
    assertThat(words(srt("the invoice came", "INVOICE: five", "a", "b", "c")))
        .isEqualTo("the invoice came INVOICE five a b c");
  }

  @ParameterizedTest
  @CsvSource({
    "\u202b\u0645\u0631\u062d\u0628\u0627\u202c, \u0645\u0631\u062d\u0628\u0627",
    "\u2067\u05e9\u05dc\u05d5\u05dd\u2069, \u05e9\u05dc\u05d5\u05dd",
    "he\u200bllo, hello",
    "\ufeffhello\u200e, hello",
    "hel\u00adlo, hello",
    "hel\u200dlo, hello",
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645,"
        + " \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "hello\u00a0you, hello you",
    "{\\i1}Hello{\\i0}\\NWorld\\hagain, Hello World again",
    "\u3053\u3093\u306b\u3061\u306f\u3000\u4eca\u65e5, \u3053\u3093\u306b\u3061\u306f \u4eca\u65e5"
  })
  void marksThatAreNotSeenGo(String text, String expected) throws Exception {
    assertThat(words(srt(text))).isEqualTo(expected);
  }

  @Test
  void signsThatAreReadOutStay() throws Exception {
    assertThat(words(srt("50% of C++ & more @ $5 #1 \u20ac7 \ud83d\ude02 \u2665 fun\ud83d\ude02")))
        .isEqualTo("50% of C++ & more @ $5 #1 \u20ac7 fun");
  }
}
