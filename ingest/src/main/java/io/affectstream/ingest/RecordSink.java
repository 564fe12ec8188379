package io.affectstream.ingest;

import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import java.io.IOException;

/**
 * Destination of a stream's records. Keeps the order of the calls within a topic. Delivery may be
 * asynchronous: a failure may surface at a later call, at the latest at {@link #flush}. Not
 * thread-safe unless an implementation documents it.
 */
public interface RecordSink extends AutoCloseable {

  /**
   * Publishes a stream's descriptor, before its data.
   *
   * @throws IOException if this record or an earlier one could not be delivered
   */
  void descriptor(StreamDescriptor descriptor) throws IOException;

  /**
   * Publishes a frame or the end of the video.
   *
   * @throws IOException if this record or an earlier one could not be delivered
   */
  void video(VideoFrame frame) throws IOException;

  /**
   * Publishes a run of samples or the end of the audio.
   *
   * @throws IOException if this record or an earlier one could not be delivered
   */
  void audio(AudioChunk chunk) throws IOException;

  /**
   * Publishes words, progress or the end of the transcript.
   *
   * @throws IOException if this record or an earlier one could not be delivered
   */
  void transcript(Transcript transcript) throws IOException;

  /**
   * Waits until everything published is delivered.
   *
   * @throws IOException if a record could not be delivered
   */
  void flush() throws IOException;

  /** Largest encoded image that this sink accepts, in bytes. */
  default int maxFrameBytes() {
    return Integer.MAX_VALUE;
  }

  /**
   * Flushes and releases the sink's resources.
   *
   * @throws IOException if a record could not be delivered
   */
  @Override
  void close() throws IOException;
}
