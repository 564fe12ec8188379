package io.affectstream.features.admission;

import io.affectstream.schemas.DeadLetterReason;
import java.util.Optional;

/**
 * The decision on a record.
 *
 * @param outcome the decision
 * @param ordinal dense number of the record within its stream and topic, from 0; -1 unless admitted
 * @param gap sequence numbers missing between the last admitted record and this one; 0 unless
 *     admitted
 * @param message for a refused record what was expected and found; else empty
 */
public record AdmissionDecision(Outcome outcome, long ordinal, long gap, String message) {

  /** Decisions of {@link Admission}. */
  public enum Outcome {
    /** The record is admitted under its ordinal. */
    ADMITTED,
    /** The record was admitted before; it is dropped and counted. */
    DUPLICATE,
    /** The record is earlier than the last one. */
    TIME_REVERSED,
    /** The record follows the end of its stream. */
    STREAM_CLOSED,
    /** Two producers write different records under one stream id. */
    DUPLICATE_PRODUCER;

    /**
     * Reason of the dead letter to write; none for records that are admitted or silently dropped.
     */
    public Optional<DeadLetterReason> deadLetter() {
      return switch (this) {
        case ADMITTED, DUPLICATE -> Optional.empty();
        case TIME_REVERSED -> Optional.of(DeadLetterReason.TIME_REVERSED);
        case STREAM_CLOSED -> Optional.of(DeadLetterReason.STREAM_CLOSED);
        case DUPLICATE_PRODUCER -> Optional.of(DeadLetterReason.DUPLICATE_PRODUCER);
      };
    }
  }

  /** Whether the record is admitted. */
  public boolean admitted() {
    return outcome == Outcome.ADMITTED;
  }

  static AdmissionDecision admit(long ordinal, long gap) {
    return new AdmissionDecision(Outcome.ADMITTED, ordinal, gap, "");
  }

  static AdmissionDecision duplicate() {
    return new AdmissionDecision(Outcome.DUPLICATE, -1, 0, "");
  }

  static AdmissionDecision refuse(Outcome outcome, String message) {
    return new AdmissionDecision(outcome, -1, 0, message);
  }
}
