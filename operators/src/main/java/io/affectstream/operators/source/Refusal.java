package io.affectstream.operators.source;

import io.affectstream.schemas.DeadLetter;
import io.affectstream.schemas.DeadLetterReason;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.flink.util.OutputTag;

/**
 * A record or frame that could not be used; becomes a dead letter.
 *
 * @param origin coordinates of the record; {@link Origin#NONE} if a result failed rather than a
 *     record
 * @param stream stream id, empty if unknown
 * @param time originating time in microseconds, {@link #NO_TIME} if unknown
 * @param reason reason code
 * @param message expected, found, what to do
 * @param head first bytes of the record
 */
public record Refusal(
    Origin origin, String stream, long time, DeadLetterReason reason, String message, byte[] head) {

  /** Time of a record whose time is not known. */
  public static final long NO_TIME = Long.MIN_VALUE;

  /** Side output of every stage that refuses. */
  public static final OutputTag<Refusal> TAG = new OutputTag<>("refused") {};

  private static final int HEAD_BYTES = 256;

  /** Refusal of an unreadable or implausible record; the stream is empty if unknown. */
  public static Refusal of(RawRecord raw, String stream, DeadLetterReason reason, String message) {
    return new Refusal(raw.origin(), stream, NO_TIME, reason, message, head(raw.value()));
  }

  /** Refusal of a record with known stream and time. */
  public static Refusal of(
      Arrival<?> arrival, byte[] data, DeadLetterReason reason, String message) {
    return new Refusal(
        arrival.origin(), arrival.stream(), arrival.time(), reason, message, head(data));
  }

  /** The first bytes of a record, cut to the length that a refusal keeps. */
  public static byte[] head(byte[] data) {
    return Arrays.copyOf(data, Math.min(HEAD_BYTES, data.length));
  }

  /** The record of topic affect.dead-letters. */
  public DeadLetter toDeadLetter() {
    return DeadLetter.newBuilder()
        .setTopic(origin.topic())
        .setPartition(origin.partition())
        .setOffset(origin.offset())
        .setStream(stream.isEmpty() ? null : stream)
        .setTime(time == NO_TIME ? null : time)
        .setReason(reason)
        .setMessage(message)
        .setHead(ByteBuffer.wrap(head))
        .build();
  }
}
