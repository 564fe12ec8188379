package io.affectstream.schemas;

/** Whether and why a stream is over; the name is the {@code detail} of a STREAM_CLOSED event. */
public enum StreamEnd {
  /** More may follow. */
  NONE,
  /** Every modality of the stream has ended. */
  END_OF_STREAM,
  /** Nothing arrived for the idle timeout. */
  IDLE;

  /** Whether the stream is over. */
  public boolean isEnd() {
    return this != NONE;
  }
}
