package io.affectstream.features.align;

import io.affectstream.schemas.Modality;

/**
 * Data that arrived after its segment was emitted; it is never merged into later windows.
 *
 * @param stream stream id
 * @param modality modality of the late data
 * @param time its originating time in microseconds
 * @param behind how far its step precedes the first open step, in microseconds; {@link
 *     #AFTER_CLOSE} if the stream is over
 */
public record LateArrival(String stream, Modality modality, long time, long behind) {

  /** Value of {@code behind} for data that arrived after the stream was closed. */
  public static final long AFTER_CLOSE = Long.MAX_VALUE;
}
