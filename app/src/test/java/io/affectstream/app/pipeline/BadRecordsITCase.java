package io.affectstream.app.pipeline;

import io.affectstream.schemas.DeadLetterReason;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Records that cannot be read, or whose times are implausible. */
class BadRecordsITCase {

  /** Nanoseconds since 1970, from a producer with the wrong unit. */
  private static final long NANOS = 1_750_000_000_000_000_000L;

  private static BadInputRun run;

  @BeforeAll
  @Timeout(300)
  static void start() throws Exception {
    run = BadInputRun.once();
  }

  static void publish(Feed feed) throws Exception {
    Topics topics = feed.topics();
    unreadable(feed, "not-avro", "{\"stream\": \"x\"}".getBytes(StandardCharsets.UTF_8));
    unreadable(feed, "no-bytes", new byte[0]);
    byte[] frame = feed.encoded(feed.frame("x", 0).build());
    byte[] unknown = frame.clone();
    Arrays.fill(unknown, 2, 10, (byte) 0x5A);
    unreadable(feed, "unknown-schema", unknown);
    unreadable(feed, "other-contract", feed.encoded(feed.chunk("x", 0, 16_000, 1).build()));
    unreadable(feed, "cut-off", Arrays.copyOf(frame, frame.length / 2));
    unreadable(
        feed, "nanoseconds", feed.encoded(feed.frame("nanoseconds", 3).setTime(NANOS).build()));
    feed.open("nano-words", Modality.FACE, Modality.WORDS);
    feed.bad(
        "nano-words",
        topics.transcripts(),
        feed.encoded(BadOrderITCase.transcript("nano-words", 0, NANOS, NANOS + 1_000_000)));
    BadOrderITCase.endWords(feed, "nano-words", 1, 0);
    feed.frames("nano-words", 0, 6);
    feed.endVideo("nano-words", 6);
    feed.bad("no-descriptor", topics.streams(), new byte[] {1, 2, 3});
    feed.bad("no-sound", topics.audio(), new byte[] {1, 2, 3});
    feed.bad("no-words", topics.transcripts(), new byte[] {1, 2, 3});
  }

  private static void unreadable(Feed feed, String stream, byte[] value) throws Exception {
    feed.open(stream, Modality.FACE);
    feed.frames(stream, 0, 3);
    feed.bad(stream, feed.topics().video(), value);
    feed.frames(stream, 3, 6);
    feed.endVideo(stream, 6);
  }

  @Test
  void recordsThatAreNotAvroAreRefused() {
    run.assertRefused("not-avro", DeadLetterReason.NOT_AVRO, "marker C3 01", "7B 22");
    run.assertRefused("no-bytes", DeadLetterReason.NOT_AVRO, "marker C3 01", "0 bytes");
    run.assertRefused("no-descriptor", DeadLetterReason.NOT_AVRO, "StreamDescriptor", "3 bytes");
    run.assertRefused("no-sound", DeadLetterReason.NOT_AVRO, "AudioChunk", "3 bytes");
    run.assertRefused("no-words", DeadLetterReason.NOT_AVRO, "Transcript", "3 bytes");
    run.assertMeasured("not-avro", 0, 1, 2, 3, 4, 5);
    run.assertMeasured("no-bytes", 0, 1, 2, 3, 4, 5);
  }

  @Test
  void recordsOfAnotherSchemaAreRefused() {
    run.assertRefused("unknown-schema", DeadLetterReason.UNKNOWN_SCHEMA, "5a5a5a5a5a5a5a5a");
    run.assertRefused("other-contract", DeadLetterReason.UNKNOWN_SCHEMA, "VideoFrame");
    run.assertMeasured("unknown-schema", 0, 1, 2, 3, 4, 5);
    run.assertMeasured("other-contract", 0, 1, 2, 3, 4, 5);
  }

  @Test
  void aRecordThatIsCutOffIsRefused() {
    run.assertRefused("cut-off", DeadLetterReason.MALFORMED, "body of a VideoFrame");
    run.assertMeasured("cut-off", 0, 1, 2, 3, 4, 5);
  }

  @Test
  void timesInTheWrongUnitAreRefused() {
    run.assertRefused("nanoseconds", DeadLetterReason.MALFORMED, "microseconds", "" + NANOS);
    run.assertRefused("nano-words", DeadLetterReason.MALFORMED, "time unit", "" + NANOS);
    run.assertMeasured("nanoseconds", 0, 1, 2, 3, 4, 5);
    run.assertMeasured("nano-words", 0, 1, 2, 3, 4, 5);
  }
}
