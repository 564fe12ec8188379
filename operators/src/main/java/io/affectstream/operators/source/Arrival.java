package io.affectstream.operators.source;

import java.io.Serializable;
import java.nio.ByteBuffer;

/**
 * A record of one modality on its way through admission.
 *
 * @param <T> the modality's own type
 */
public interface Arrival<T extends Arrival<T>> {

  /** Ordinal before admission. */
  long NOT_ADMITTED = -1;

  /** Sequence of an end made by the job because a stream fell silent. */
  long SILENCE = -1;

  /**
   * Makes the end mark of a stream that sent nothing for too long.
   *
   * @param <T> arrival
   */
  @FunctionalInterface
  interface SilenceMark<T> extends Serializable {

    /** The mark of {@code stream} with dense number {@code ordinal} at {@code time}. */
    T of(String stream, long ordinal, long time);
  }

  /** Whether this end was made because the stream fell silent. */
  default boolean isSilence() {
    return end() && sequence() == SILENCE;
  }

  /** Stream id. */
  String stream();

  /** Producer's sequence number. */
  long sequence();

  /** Originating time in microseconds. */
  long time();

  /** Whether this is the end-of-stream mark. */
  boolean end();

  /** The content by which two producers of one stream id are told apart. */
  ByteBuffer content();

  /** Where it came from. */
  Origin origin();

  /** The same record with its dense number. */
  T admitted(long ordinal);
}
