package io.affectstream.ingest.media;

/** An image or a run of sound at its originating time. */
public sealed interface MediaEvent {

  /** Originating time in microseconds since the start of the media. */
  long time();

  /** Size of the encoded data in bytes. */
  int size();

  /**
   * One frame in presentation order.
   *
   * @param time presentation time in microseconds
   * @param width columns, upright, in square pixels
   * @param height rows, upright, in square pixels
   * @param jpeg the image; empty if it was not requested or does not fit the size limit
   */
  record Image(long time, int width, int height, byte[] jpeg) implements MediaEvent {
    @Override
    public int size() {
      return jpeg.length;
    }

    /** The same image at another time. */
    Image at(long other) {
      return new Image(other, width, height, jpeg);
    }
  }

  /**
   * A run of samples, 100 ms unless ended early by a gap, a change of format or the end.
   *
   * @param time time of the first sample in microseconds
   * @param sampleRate samples per second and channel
   * @param channels interleaved channels
   * @param pcm signed 16-bit little-endian samples, interleaved
   */
  record Sound(long time, int sampleRate, int channels, byte[] pcm) implements MediaEvent {
    @Override
    public int size() {
      return pcm.length;
    }
  }
}
