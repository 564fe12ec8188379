package io.affectstream.operators.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.operators.source.Origin;
import io.affectstream.operators.source.TranscriptArrival;
import io.affectstream.operators.source.TranscriptArrival.TimedWord;
import io.affectstream.schemas.NoWords;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class UtteranceFunctionTest {

  private static KeyedOneInputStreamOperatorTestHarness<String, TranscriptArrival, SpokenUtterance>
      harness() throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new UtteranceFunction()),
        TranscriptArrival::stream,
        Types.STRING);
  }

  /** A record of half a second with one word, or the end. */
  private static TranscriptArrival record(String stream, long number, String word) {
    long time = 500_000 * number;
    List<TimedWord> words = new ArrayList<>();
    if (!word.isEmpty()) {
      words.add(new TimedWord(word, time, time + 300_000));
    }
    return new TranscriptArrival(
        stream,
        number,
        number,
        time,
        words,
        time + 500_000,
        word.equals(END),
        NoWords.NONE,
        Origin.NONE);
  }

  private static final String END = "bye";

  private static List<String> read(
      KeyedOneInputStreamOperatorTestHarness<String, TranscriptArrival, SpokenUtterance> harness) {
    return harness.getOutput().stream()
        .map(element -> (SpokenUtterance) ((StreamRecord<?>) element).getValue())
        .filter(utterance -> utterance.text().size() > 0)
        .map(
            utterance ->
                utterance.transcript().stream() + ": " + String.join(" ", utterance.text().upTo(0)))
        .toList();
  }

  @Test
  void anUtteranceGoesOnOverTheRecordsOfItsStream() throws Exception {
    try (var harness = harness()) {
      harness.open();
      harness.processElement(new StreamRecord<>(record("a", 0, "so")));
      harness.processElement(new StreamRecord<>(record("b", 0, "no")));
      harness.processElement(new StreamRecord<>(record("a", 1, "it")));
      harness.processElement(new StreamRecord<>(record("a", 2, "")));
      harness.processElement(new StreamRecord<>(record("a", 3, "goes")));
      harness.processElement(new StreamRecord<>(record("a", 6, "well")));

      assertThat(read(harness))
          .containsExactly("a: so", "b: no", "a: so it", "a: so it goes", "a: well");
      assertThat(harness.getOutput()).hasSize(6);
    }
  }

  @Test
  void aRestoredStageContinuesAsIfItHadNotStopped() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = harness()) {
      harness.open();
      harness.processElement(new StreamRecord<>(record("a", 0, "so")));
      snapshot = harness.snapshot(0, 0);
    }
    try (var harness = harness()) {
      harness.initializeState(snapshot);
      harness.open();
      harness.processElement(new StreamRecord<>(record("a", 1, "it")));

      assertThat(read(harness)).containsExactly("a: so it");
    }
  }

  @Test
  void nothingIsKeptAfterTheEnd() throws Exception {
    try (var harness = harness()) {
      harness.open();
      harness.processElement(new StreamRecord<>(record("a", 0, "so")));
      assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
      harness.processElement(new StreamRecord<>(record("a", 1, END)));

      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(read(harness)).containsExactly("a: so", "a: so bye");
    }
  }
}
