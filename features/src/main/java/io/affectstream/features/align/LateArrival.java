package io.affectstream.features.align;

import io.affectstream.schemas.Modality;

/**
 * Data that came after its segment had been given; it is never merged into later windows.
 *
 * @param stream stream id
 * @param modality what came late
 * @param time its originating time in microseconds
 * @param behind by how much its step precedes the first step still open, in microseconds; {@link
 *     #AFTER_CLOSE} if the stream is over
 */
public record LateArrival(String stream, Modality modality, long time, long behind) {

  /** Value of {@code behind} for what came after the stream was closed. */
  public static final long AFTER_CLOSE = Long.MAX_VALUE;
}
