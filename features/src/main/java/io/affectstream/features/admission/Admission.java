package io.affectstream.features.admission;

import io.affectstream.features.admission.AdmissionDecision.Outcome;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * Decides which records of one stream in one topic are admitted, and numbers them densely.
 * Stateless; one instance serves any number of streams.
 *
 * <p>Rules, in this order. The first sequence number of a stream may be any.
 *
 * <ol>
 *   <li>A sequence number not above the last admitted one that is still stored: {@code DUPLICATE}
 *       if time, end mark and fingerprint are those of the record admitted under it (a redelivery),
 *       else {@code DUPLICATE_PRODUCER}.
 *   <li>Anything else after the end-of-stream record: {@code STREAM_CLOSED}.
 *   <li>A sequence number between the first one and the oldest stored: {@code DUPLICATE} if its
 *       time fits, that is, is not after that of the oldest stored, else {@code
 *       DUPLICATE_PRODUCER}.
 *   <li>Any other sequence number not above the last, that is, one that was skipped: {@code
 *       DUPLICATE_PRODUCER} if its time is after the last one, because no single producer counts
 *       down while time advances; else {@code TIME_REVERSED}, because it is too late for its
 *       position in the dense order.
 *   <li>A new sequence number whose time breaks the {@link TimeRule}: {@code TIME_REVERSED}. The
 *       end-of-stream record carries no media and its time is ignored.
 *   <li>Else {@code ADMITTED}, with the number of sequence numbers skipped.
 * </ol>
 *
 * <p>Only an admitted record changes what later records are compared with, so a clock that jumps
 * back loses records only until it has caught up.
 */
public final class Admission {

  /** Number of recent records whose sequence number, time and fingerprint are kept. */
  public static final int MEMORY = 64;

  /** How originating times of successive records must relate. */
  public enum TimeRule {
    /** Strictly increasing: video, where two frames with the same time have no order. */
    INCREASING,
    /** Non-decreasing: audio and transcripts, where empty or simultaneous records are legal. */
    NOT_DECREASING
  }

  private final TimeRule rule;

  public Admission(TimeRule rule) {
    this.rule = rule;
  }

  /** As {@link #admit(AdmissionState, long, long, boolean, int)} without a fingerprint. */
  public AdmissionDecision admit(AdmissionState state, long sequence, long time, boolean end) {
    return admit(state, sequence, time, end, 0);
  }

  /**
   * Decides on the next record of a stream.
   *
   * @param state of this stream and topic; updated
   * @param sequence producer's number of the record
   * @param time originating time, microseconds
   * @param end whether this is the end-of-stream record
   * @param fingerprint {@link #fingerprint} of the content, which distinguishes two producers whose
   *     records have the same numbers and times, such as two files with the same frame rate; 0 if
   *     not used
   */
  public AdmissionDecision admit(
      AdmissionState state, long sequence, long time, boolean end, int fingerprint) {
    AdmissionDecision decision = decide(state, sequence, time, end, fingerprint);
    switch (decision.outcome()) {
      case ADMITTED -> remember(state, sequence, time, end, fingerprint, decision.gap());
      case DUPLICATE -> state.duplicates++;
      case TIME_REVERSED, STREAM_CLOSED, DUPLICATE_PRODUCER -> state.refused++;
    }
    return decision;
  }

  /** Checksum (CRC-32) of a record's content; the buffer's position is unchanged. */
  public static int fingerprint(ByteBuffer content) {
    CRC32 crc = new CRC32();
    crc.update(content.duplicate());
    return (int) crc.getValue();
  }

  private AdmissionDecision decide(
      AdmissionState state, long sequence, long time, boolean end, int fingerprint) {
    if (state.admitted == 0) {
      return AdmissionDecision.admit(0, 0);
    }
    boolean older = sequence <= state.lastSequence;
    int slot = older ? slotOf(state, sequence) : -1;
    if (slot >= 0) {
      return repeated(state, slot, time, end, fingerprint);
    }
    if (state.closed) {
      return AdmissionDecision.refuse(
          Outcome.STREAM_CLOSED,
          "record %d: expected nothing more, as the stream ended with record %d, found another record; send new media under a new stream id"
              .formatted(sequence, state.lastSequence));
    }
    if (older) {
      return passedOver(state, sequence, time);
    }
    if (!end && state.timed && !inOrder(state.lastTime, time)) {
      return AdmissionDecision.refuse(
          Outcome.TIME_REVERSED,
          "record %d: expected a time %s %d us, found %d us"
              .formatted(
                  sequence,
                  rule == TimeRule.INCREASING ? "after" : "not before",
                  state.lastTime,
                  time));
    }
    return AdmissionDecision.admit(state.admitted, between(state.lastSequence, sequence));
  }

  private static AdmissionDecision repeated(
      AdmissionState state, int slot, long time, boolean end, int fingerprint) {
    long sequence = state.sequences[slot];
    boolean wasEnd = state.closed && sequence == state.lastSequence;
    if (state.times[slot] == time && state.fingerprints[slot] == fingerprint && wasEnd == end) {
      return AdmissionDecision.duplicate();
    }
    return clash(
        "record %d: expected a repeat of the record of %d us admitted under this number, found another one, of %d us"
            .formatted(sequence, state.times[slot], time));
  }

  private static AdmissionDecision passedOver(AdmissionState state, long sequence, long time) {
    int oldest = slot(Math.max(0, state.admitted - MEMORY));
    if (sequence >= state.firstSequence && sequence < state.sequences[oldest]) {
      return time <= state.times[oldest]
          ? AdmissionDecision.duplicate()
          : clash(
              "record %d: expected a time not after the %d us of record %d, found %d us"
                  .formatted(sequence, state.times[oldest], state.sequences[oldest], time));
    }
    if (state.timed && time > state.lastTime) {
      return clash(
          "expected a number above %d for a time after %d us, found record %d of %d us"
              .formatted(state.lastSequence, state.lastTime, sequence, time));
    }
    return AdmissionDecision.refuse(
        Outcome.TIME_REVERSED,
        "record %d: expected it before record %d, of %d us, found it after, with %d us; the producer must keep order"
            .formatted(sequence, state.lastSequence, state.lastTime, time));
  }

  private static AdmissionDecision clash(String what) {
    return AdmissionDecision.refuse(
        Outcome.DUPLICATE_PRODUCER, what + "; give each producer a stream id of its own");
  }

  /** Count of numbers between two, capped at {@link Long#MAX_VALUE}. */
  private static long between(long last, long sequence) {
    long gap = sequence - last - 1;
    return gap < 0 ? Long.MAX_VALUE : gap;
  }

  private boolean inOrder(long last, long time) {
    return rule == TimeRule.INCREASING ? time > last : time >= last;
  }

  /** Slot that holds a sequence number, or -1. */
  private static int slotOf(AdmissionState state, long sequence) {
    long oldest = Math.max(0, state.admitted - MEMORY);
    for (long record = state.admitted - 1; record >= oldest; record--) {
      int slot = slot(record);
      if (state.sequences[slot] <= sequence) {
        return state.sequences[slot] == sequence ? slot : -1;
      }
    }
    return -1;
  }

  private static int slot(long record) {
    return (int) (record % MEMORY);
  }

  private static void remember(
      AdmissionState state, long sequence, long time, boolean end, int fingerprint, long gap) {
    int slot = slot(state.admitted);
    state.sequences[slot] = sequence;
    state.times[slot] = time;
    state.fingerprints[slot] = fingerprint;
    if (state.admitted == 0) {
      state.firstSequence = sequence;
    }
    state.admitted++;
    state.lastSequence = sequence;
    state.missing = gap > Long.MAX_VALUE - state.missing ? Long.MAX_VALUE : state.missing + gap;
    state.closed = end;
    if (!end) {
      state.lastTime = time;
      state.timed = true;
    }
  }
}
