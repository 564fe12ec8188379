package io.affectstream.ingest.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.features.testing.TestData;
import io.affectstream.schemas.Word;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecogniserJsonTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Vosk
        "{'result':[{'conf':0.5,'start':0.25,'end':0.5,'word':'hi'},{'conf':1,'start':0.5,'end':1,'word':'you'}],'text':'hi you'}",
        "[{'result':[{'conf':0.5,'start':0.25,'end':0.5,'word':'hi'}],'text':'hi'},{'text':''},{'result':[{'conf':1,'start':0.5,'end':1,'word':'you'}],'text':'you'}]",
        "{'partial':'hi'}\n{'result':[{'conf':0.5,'start':0.25,'end':0.5,'word':'hi'}],'text':'hi'}\n{'text':''}\n{'result':[{'conf':1,'start':0.5,'end':1,'word':'you'}],'text':'you'}",
        "[{'conf':0.5,'start':0.25,'end':0.5,'word':'hi'},{'conf':1,'start':0.5,'end':1,'word':'you'}]",
        "{'alternatives':[{'confidence':200,'text':'hi you','result':[{'conf':0.5,'start':0.25,'end':0.5,'word':'hi'},{'start':0.5,'end':1,'word':'you'}]}]}",
        // Whisper, WhisperX, OpenAI, whisper-timestamped
        "{'text':' hi, you.','segments':[{'id':0,'start':0.25,'end':1.0,'text':' hi, you.','words':[{'word':' hi,','start':0.25,'end':0.5,'probability':0.5},{'word':' you.','start':0.5,'end':1.0,'probability':1}]}],'language':'en'}",
        "{'segments':[{'start':0.25,'end':1.0,'text':'hi, you.','words':[{'word':'hi,','start':0.25,'end':0.5,'score':0.5},{'word':'you.','start':0.5,'end':1.0,'score':1}]}],'word_segments':[]}",
        "{'task':'transcribe','words':[{'word':'hi','start':0.25,'end':0.5,'probability':0.5},{'word':'you','start':0.5,'end':1.0}],'segments':[{'start':0,'end':9,'text':'no'}]}",
        "{'word_segments':[{'word':'hi','start':0.25,'end':0.5,'score':0.5},{'word':'you','start':0.5,'end':1.0}]}",
        "{'segments':[{'words':[{'text':'hi','start':0.25,'end':0.5,'confidence':0.5},{'text':'you','start':0.5,'end':1.0,'confidence':1.0}]}]}",
        // whisper.cpp -ojf
        "{'transcription':[{'offsets':{'from':0,'to':1000},'text':' hi you','tokens':[{'text':'[_BEG_]','offsets':{'from':0,'to':0},'p':0.9},{'text':' h','offsets':{'from':250,'to':400},'p':0.5},{'text':'i','offsets':{'from':400,'to':500},'p':0.5},{'text':' you','offsets':{'from':500,'to':1000},'p':1},{'text':'.','offsets':{'from':1000,'to':1000},'p':0.1},{'text':'[_TT_50]','offsets':{'from':1000,'to':1000},'p':0.1}]}]}",
        // Deepgram
        "{'metadata':{'channels':1},'results':{'channels':[{'alternatives':[{'transcript':'hi you','confidence':0.9,'words':[{'word':'hi','start':0.25,'end':0.5,'confidence':0.5,'punctuated_word':'hi,'},{'word':'you','start':0.5,'end':1.0,'confidence':1,'punctuated_word':'you.'}]}]}],'utterances':[{'start':0,'end':1,'transcript':'hi you'}]}}",
        "{'type':'Metadata'}{'type':'Results','is_final':false,'channel':{'alternatives':[{'transcript':'h','words':[{'word':'h','start':0.25,'end':0.5,'confidence':0.5}]}]}}{'type':'Results','is_final':true,'channel':{'alternatives':[{'transcript':'hi you','words':[{'word':'hi','start':0.25,'end':0.5,'confidence':0.5},{'word':'you','start':0.5,'end':1.0,'confidence':1}]}]}}",
        // Amazon Transcribe
        "{'jobName':'j','status':'COMPLETED','results':{'transcripts':[{'transcript':'hi, you.'}],'items':[{'start_time':'0.25','end_time':'0.5','alternatives':[{'confidence':'0.5','content':'hi'}],'type':'pronunciation'},{'alternatives':[{'confidence':'0.0','content':','}],'type':'punctuation'},{'start_time':'0.5','end_time':'1.0','alternatives':[{'confidence':'1.0','content':'you'}],'type':'pronunciation'}]}}",
        "{'results':{'channel_labels':{'channels':[{'items':[{'start_time':'0.25','end_time':'0.5','alternatives':[{'confidence':'0.5','content':'hi'}],'type':'pronunciation'}]},{'items':[{'start_time':'0.5','end_time':'1.0','alternatives':[{'confidence':'1.0','content':'you'}],'type':'pronunciation'}]}]}}}"
      })
  void wordsOfRecognisers(String json) throws Exception {
    assertThat(parse(json))
        .containsExactly(
            new Word("hi", 250_000L, 500_000L, 0.5f), new Word("you", 500_000L, 1_000_000L, 1f));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'segments':[{'start':1,'end':2,'text':' Hello you'},{'start':3,'end':4,'text':''}]}",
        "[{'start':1,'end':2,'text':' Hello you','words':null},{'start':3,'end':4,'text':''}]",
        "{'start':1,'end':2,'text':' Hello you'}\n{'start':3,'end':4,'text':''}",
        "{'segments':[{'start':1,'end':2,'text':' Hello you','words':[{'word':'Hello'},{'word':'you'}]}]}",
        "{'text':'Hello you','chunks':[{'text':' Hello you','timestamp':[1.0,2.0]}]}",
        "{'transcription':[{'timestamps':{'from':'00:00:01,000','to':'00:00:02,000'},'offsets':{'from':1000,'to':2000},'text':' Hello you'}]}",
        "{'transcription':[{'offsets':{'from':1000,'to':2000},'text':' Hello you','tokens':[{'text':' Hello','id':1,'p':1},{'text':' you','id':2,'p':1}]}]}"
      })
  void textWithoutWordTimesIsSpread(String json) throws Exception {
    assertThat(WordsAssert.timed(parse(json))).isEqualTo("Hello 1000 1625 | you 1625 2000");
  }

  @Test
  void anUntimedWordLiesBetweenItsNeighbours() throws Exception {
    List<Word> words = TranscriptFile.read(TestData.require("cases/whisperx.json"));
    assertThat(WordsAssert.timed(words))
        .isEqualTo("with 41119 41260 | 2266 41260 42760 | okay 42760 43000 | fine 44000 44780");
    assertThat(words).extracting(Word::getConfidence).containsExactly(0.862f, 1f, 0.869f, 0.9f);
  }

  @Test
  void untimedWordsAtTheEdgesStayInTheirSegment() throws Exception {
    assertThat(
            WordsAssert.timed(
                parse(
                    "{'segments':[{'start':1,'end':4,'text':'a bc d e','words':[{'word':'a'},{'word':'bc','start':2,'end':2.5},{'word':'d'},{'word':'e'}]}]}")))
        .isEqualTo("a 1000 2000 | bc 2000 2500 | d 2500 3250 | e 3250 4000");
    assertThat(
            WordsAssert.timed(
                parse("{'words':[{'word':'a'},{'word':'bc','start':2,'end':2.5},{'word':'d'}]}")))
        .isEqualTo("a 1600 2000 | bc 2000 2500 | d 2500 2900");
  }

  @Test
  void partsOfWordsJoin() throws Exception {
    assertThat(WordsAssert.timed(TranscriptFile.read(TestData.require("cases/cpp_full.json"))))
        .isEqualTo("Hello 8000 8400 | there 9000 9500");
  }

  @Test
  void partsOfCharactersJoin() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(
        "{\"transcription\":[{\"offsets\":{\"from\":0,\"to\":900},\"text\":\" \uc548\ub155\",\"tokens\":["
            .getBytes(StandardCharsets.UTF_8));
    byte[] text = "\uc548\ub155".getBytes(StandardCharsets.UTF_8);
    int[] cuts = {0, 2, 3, 6};
    for (int i = 0; i < 3; i++) {
      bytes.writeBytes(
          ((i > 0 ? "," : "") + "{\"text\":\"" + (i > 0 ? "" : " "))
              .getBytes(StandardCharsets.UTF_8));
      bytes.write(text, cuts[i], cuts[i + 1] - cuts[i]);
      bytes.writeBytes(
          "\",\"offsets\":{\"from\":%d,\"to\":%d},\"p\":1.0}"
              .formatted(i * 300, i * 300 + 300)
              .getBytes(StandardCharsets.UTF_8));
    }
    bytes.writeBytes("]}]}".getBytes(StandardCharsets.UTF_8));
    Path file = Files.write(folder.resolve("ko.json"), bytes.toByteArray());
    assertThat(WordsAssert.timed(TranscriptFile.read(file))).isEqualTo("\uc548\ub155 0 900");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'words':[{'word':'[BLANK','start':0,'end':1},{'word':'AUDIO]','start':1,'end':2},{'word':'real','start':2,'end':3}]}",
        "{'segments':[{'start':0,'end':1,'text':' [Music]'},{'start':1,'end':2,'text':' (applause)'},{'start':2,'end':3,'text':'<|en|> SPEAKER_00: real'}]}",
        "{'results':{'items':[{'type':'pronunciation','start_time':'2','end_time':'3','alternatives':[{'content':'real'}]},{'type':'pronunciation','start_time':'4','end_time':'5','alternatives':[{'content':'[PII]'}]}]}}"
      })
  void descriptionsAreNoWords(String json) throws Exception {
    assertThat(WordsAssert.timed(parse(json))).isEqualTo("real 2000 3000");
  }

  @Test
  void aWordOfMinutesIsBounded() throws Exception {
    assertThat(WordsAssert.timed(parse("{'words':[{'word':'a','start':1,'end':500}]}")))
        .isEqualTo("a 1000 11000");
    assertThat(WordsAssert.notes("{\"words\":[{\"word\":\"a\",\"start\":1,\"end\":500}]}"))
        .singleElement()
        .asString()
        .startsWith("test, words: expected words at the speed of speech, found 'a' over 499.0 s");
  }

  @Test
  void nothingSpokenIsNoError() throws Exception {
    for (String json :
        List.of(
            "[]",
            "{'segments':[]}",
            "{'text':''}",
            "{'result':[]}",
            "{'words':[],'segments':[]}")) {
      assertThat(parse(json)).as(json).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{;'result': [;oops | line 3: expected JSON",
        "{'text':'hi'} | top level: expected words with times, as Vosk",
        "{'a':1} | top level: expected words with times",
        "{'result':[{'word':'a','start':1}]} | result[0].end: expected a number, found nothing",
        "{'result':[{'word':'a','start':-1,'end':2}]} | result[0].start: expected a time from 0 to 10,000 hours, found -1",
        "{'result':[{'word':'a','start':1e12,'end':2e12}]} | result[0].start: expected a time from 0",
        "{'result':[{'word':'a','start':'x','end':2}]} | result[0].start: expected a number, found 'x'",
        "{'result':[{'word':'a','start':true,'end':2}]} | result[0].start: expected a number, found true",
        "{'result':[{'word':'a','start':0,'end':2,'conf':7}]} | result[0].conf: expected a confidence from 0 to 1, found 7",
        "{'result':[{'start':0,'end':2}]} | result[0]: expected a 'word', found an object with 'start, end'",
        "{'words':[{'word':'a'}]} | words: expected words with 'start' and 'end'",
        "{'segments':[{'text':'a','start':3,'end':2}]} | segments[0].end: expected a time after 'start', 3, found 2",
        "{'segments':[{'text':'a'}]} | segments[0].start: expected a number, found nothing",
        "{'segments':[{'text':'a','start':0,;'end':NaN}]} | line 2, segments[0].end: expected a number, found NaN",
        "{'segments':[{'text':'a','start':0,'end':-Infinity}]} | line 1, segments[0].end: expected a number, found -Infinity",
        "{'segments':[{'text':'a','start':0,'end':1e999}]} | segments[0].end: expected a number, found 1e999",
        "{'transcription':[{'text':'a','offsets':{'from':5,'to':4}}]} | transcription[0].offsets.to: expected a time after 'from', 5, found 4",
        "{'transcription':[{'text':'a'}]} | transcription[0].offsets.from: expected a number, found nothing",
        "{'results':{'channels':[{'alternatives':[{'transcript':'a'}]}]}} | results.channels[0].alternatives[0]: expected 'words' with times",
        "{'results':{'items':[{'type':'pronunciation','start_time':'NaN','end_time':'1','alternatives':[{'content':'a'}]}]}} | results.items[0].start_time: expected a time from 0 to 10,000 hours, found 'NaN'",
        "{'results':{'items':[{'type':'pronunciation','start_time':'0','end_time':'1'}]}} | results.items[0].alternatives: expected a 'content'",
        "{'text':''};;[1] | document 2[0]: expected words with times",
        "{'chunks':[{'text':'a','timestamp':[2.0,1.0]}]} | chunks[0].timestamp[1]: expected a time after the start"
      })
  void nonsenseIsRefusedWithThePlace(String json, String message) {
    assertThatThrownBy(() -> parse(json.replace(";", "\n")))
        .isInstanceOf(TranscriptException.class)
        .hasMessageStartingWith("test, ")
        .hasMessageContaining(message);
  }

  @Test
  void notANumberIsRefusedWithThePlace() {
    assertThatThrownBy(() -> TranscriptFile.read(TestData.require("cases/nan.json")))
        .isInstanceOf(TranscriptException.class)
        .hasMessageContainingAll("nan.json, line 1, segments[0].avg_logprob", "found NaN");
  }

  private static List<Word> parse(String json) throws TranscriptException {
    return TranscriptFile.parse(json.replace('\'', '"'), "test", note -> {});
  }
}
