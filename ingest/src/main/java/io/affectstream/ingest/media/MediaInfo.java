package io.affectstream.ingest.media;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Content of a source, known before the first image.
 *
 * @param format short name of the container format
 * @param video the chosen video track; empty = none
 * @param audio the chosen audio track; empty = none
 * @param durationMicros declared length; empty if unknown, as for live sources
 * @param live whether the source has no end known in advance and cannot be played again
 * @param notes remarks for users: skipped tracks and why
 */
public record MediaInfo(
    String format,
    Optional<Video> video,
    Optional<Audio> audio,
    OptionalLong durationMicros,
    boolean live,
    List<String> notes) {

  /**
   * The same, without the frame rate if the first frames contradict it.
   *
   * @param times of the first frames in microseconds, ascending
   */
  MediaInfo withPlausibleFrameRate(long[] times) {
    return new MediaInfo(
        format,
        video.map(
            track ->
                new Video(
                    track.codec,
                    track.width,
                    track.height,
                    FrameRate.plausible(track.frameRate, times))),
        audio,
        durationMicros,
        live,
        notes);
  }

  /**
   * A video track.
   *
   * @param codec short name
   * @param width columns as stored, before rotation and scaling to square pixels
   * @param height rows as stored
   * @param frameRate nominal frames per second; empty = unknown
   */
  public record Video(String codec, int width, int height, OptionalDouble frameRate) {

    /** Nominal duration of a frame in microseconds; 0 = unknown. */
    public long intervalMicros() {
      return frameRate.isPresent() ? Math.round(1e6 / frameRate.getAsDouble()) : 0;
    }
  }

  /**
   * An audio track.
   *
   * @param codec short name
   * @param sampleRate samples per second and channel
   * @param channels channels
   */
  public record Audio(String codec, int sampleRate, int channels) {}
}
