package io.affectstream.operators.source;

import io.affectstream.schemas.FrameEncoding;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A video frame as it arrived; see the contract VideoFrame.
 *
 * @param stream stream id
 * @param sequence producer's sequence number
 * @param ordinal dense number assigned at admission
 * @param time originating time, microseconds
 * @param interval duration of a source frame in microseconds; 0 = unknown
 * @param encoding how to read {@code data}
 * @param width pixels; for BGR24
 * @param height pixels; for BGR24
 * @param data the image; empty for REFERENCE
 * @param uri address for REFERENCE, else empty
 * @param end end-of-stream mark
 * @param origin coordinates
 */
public record VideoArrival(
    String stream,
    long sequence,
    long ordinal,
    long time,
    long interval,
    FrameEncoding encoding,
    int width,
    int height,
    byte[] data,
    String uri,
    boolean end,
    Origin origin)
    implements Arrival<VideoArrival> {

  @Override
  public VideoArrival admitted(long number) {
    return new VideoArrival(
        stream, sequence, number, time, interval, encoding, width, height, data, uri, end, origin);
  }

  @Override
  public ByteBuffer content() {
    return ByteBuffer.wrap(uri.isEmpty() ? data : uri.getBytes(StandardCharsets.UTF_8));
  }

  /** The end mark of a stream that fell silent; see {@link Arrival.SilenceMark}. */
  public static VideoArrival silence(String stream, long ordinal, long time) {
    return new VideoArrival(
        stream,
        SILENCE,
        ordinal,
        time,
        0,
        FrameEncoding.JPEG,
        0,
        0,
        new byte[0],
        "",
        true,
        Origin.NONE);
  }
}
