package io.affectstream.operators.source;

import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.AudioEncoding;
import java.nio.ByteBuffer;

/**
 * A chunk of audio as it arrived; see the contract AudioChunk.
 *
 * @param stream stream id
 * @param sequence producer's sequence number
 * @param ordinal dense number assigned at admission
 * @param time originating time of the first sample, microseconds
 * @param sampleRate samples per second and channel
 * @param channels interleaved channels
 * @param encoding sample format
 * @param data samples
 * @param end end-of-stream mark
 * @param origin coordinates
 */
public record AudioArrival(
    String stream,
    long sequence,
    long ordinal,
    long time,
    int sampleRate,
    int channels,
    AudioEncoding encoding,
    byte[] data,
    boolean end,
    Origin origin)
    implements Arrival<AudioArrival> {

  @Override
  public AudioArrival admitted(long number) {
    return new AudioArrival(
        stream, sequence, number, time, sampleRate, channels, encoding, data, end, origin);
  }

  /** The record as its contract. */
  public AudioChunk toChunk() {
    return new AudioChunk(
        stream, sequence, time, sampleRate, channels, encoding, ByteBuffer.wrap(data), end);
  }

  @Override
  public ByteBuffer content() {
    return ByteBuffer.wrap(data);
  }

  /** The end mark of a stream that fell silent; see {@link Arrival.SilenceMark}. */
  public static AudioArrival silence(String stream, long ordinal, long time) {
    return new AudioArrival(
        stream,
        SILENCE,
        ordinal,
        time,
        0,
        0,
        AudioEncoding.PCM_S16LE,
        new byte[0],
        true,
        Origin.NONE);
  }
}
