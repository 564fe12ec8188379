package io.affectstream.operators.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.affectstream.schemas.DeadLetterReason;
import io.affectstream.schemas.FrameEncoding;
import io.affectstream.schemas.NoWords;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import io.affectstream.schemas.Word;
import io.affectstream.schemas.registry.WireFormat;
import io.affectstream.schemas.wire.WireCodec;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class ReadFunctionTest {

  private static final Origin ORIGIN = new Origin("topic", 1, 7);
  private static final long SECOND = 1_000_000;

  /**
   * The outcome of a record.
   *
   * @param read forwarded records
   * @param refused dead letters
   */
  private record Result<T>(List<T> read, List<Refusal> refused) {}

  private static <T> Result<T> read(ArrivalReader<?, T> reader, byte[] value) throws Exception {
    try (OneInputStreamOperatorTestHarness<RawRecord, T> harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new ReadFunction<>(reader)))) {
      harness.open();
      harness.processElement(new StreamRecord<>(new RawRecord(ORIGIN, value)));
      var refused = harness.getSideOutput(Refusal.TAG);
      return new Result<>(
          harness.extractOutputValues(),
          refused == null ? List.of() : refused.stream().map(StreamRecord::getValue).toList());
    }
  }

  private static Result<TranscriptArrival> words(boolean end, Word... words) throws Exception {
    Transcript transcript =
        new Transcript("talk", 3L, List.of(words), true, 2 * SECOND, end, NoWords.NONE);
    return read(
        ArrivalReader.transcripts(WireFormat.SINGLE_OBJECT),
        WireCodec.of(Transcript.class).encode(transcript));
  }

  private static Word word(String text, long start, long end) {
    return new Word(text, start, end, 1f);
  }

  @Test
  void aWordThatCannotBeMeantLeavesItsNeighboursAndTheStreamIsNamed() throws Exception {
    Result<TranscriptArrival> result =
        words(
            false,
            word("good", SECOND, 2 * SECOND),
            word("music", SECOND, 102 * SECOND),
            word("back", 2 * SECOND, SECOND),
            word("far", Long.MAX_VALUE - 5, Long.MAX_VALUE));
    assertThat(result.read().get(0).words())
        .extracting(TranscriptArrival.TimedWord::text)
        .containsExactly("good");
    assertThat(result.read().get(0).completeThrough()).isEqualTo(2 * SECOND);
    assertThat(result.refused()).hasSize(1);
    assertThat(result.refused().get(0).stream()).isEqualTo("talk");
    assertThat(result.refused().get(0).origin()).isEqualTo(ORIGIN);
    assertThat(result.refused().get(0).message())
        .contains("found 3 other than that among 4")
        .contains("'music'");
  }

  @Test
  void aTranscriptOfNothingThatCanBeMeantIsRefusedUnlessItIsTheEnd() throws Exception {
    Word nanos = word("good", 1_750_000_000_000_000_000L, 1_750_000_001_000_000_000L);
    Result<TranscriptArrival> result = words(false, nanos);
    assertThat(result.read()).isEmpty();
    assertThat(result.refused())
        .extracting(Refusal::stream, Refusal::reason)
        .containsExactly(tuple("talk", DeadLetterReason.MALFORMED));
    Result<TranscriptArrival> last = words(true, nanos);
    assertThat(last.read()).hasSize(1).allMatch(TranscriptArrival::end);
    assertThat(last.refused()).hasSize(1);
  }

  @Test
  void aFrameOfAnImpossibleTimeIsRefusedUnderItsStream() throws Exception {
    byte[] value =
        WireCodec.of(VideoFrame.class)
            .encode(
                VideoFrame.newBuilder()
                    .setStream("talk")
                    .setSequence(1)
                    .setTime(Long.MAX_VALUE)
                    .setEncoding(FrameEncoding.JPEG)
                    .setData(ByteBuffer.allocate(0))
                    .build());
    assertThat(read(ArrivalReader.video(WireFormat.SINGLE_OBJECT), value).refused())
        .extracting(Refusal::stream)
        .containsExactly("talk");
  }

  @Test
  void aDeletedDescriptorIsNoErrorAndAnEmptyFrameIsOne() throws Exception {
    Result<StreamArrival> deleted =
        read(ArrivalReader.streams(WireFormat.SINGLE_OBJECT), new byte[0]);
    assertThat(deleted.read()).isEmpty();
    assertThat(deleted.refused()).isEmpty();
    assertThat(read(ArrivalReader.video(WireFormat.SINGLE_OBJECT), new byte[0]).refused())
        .hasSize(1);
  }
}
