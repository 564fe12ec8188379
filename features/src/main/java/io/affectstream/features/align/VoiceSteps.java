package io.affectstream.features.align;

/**
 * Final voice features on the time grid.
 *
 * @param stream stream id
 * @param steps steps with at least one audio frame centre, ascending
 * @param features {@code [steps, 42]}: mean over the audio frames whose centre is in the step
 * @param progress originating time (microseconds) before which every step is final
 * @param end true when the voice of this stream has ended
 */
public record VoiceSteps(
    String stream, long[] steps, float[][] features, long progress, boolean end) {}
