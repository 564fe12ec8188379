package io.affectstream.ingest.media;

import java.util.Optional;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Pixel aspect ratio of each frame of a track. What the container declares takes precedence over
 * what the frames declare, as in players, but only until the frames declare another ratio than the
 * first: after a change within the stream (broadcasts, joined recordings) the frames are correct.
 */
final class PixelAspects {

  private final Optional<PixelAspect> container;
  private Optional<PixelAspect> first;

  PixelAspects(AVStream stream) {
    this.container = PixelAspect.declared(stream.sample_aspect_ratio());
    this.first = PixelAspect.declared(stream.codecpar().sample_aspect_ratio());
  }

  /** Ratio of a frame; square where nothing declares one. */
  PixelAspect of(AVFrame frame) {
    Optional<PixelAspect> own = PixelAspect.declared(frame.sample_aspect_ratio());
    first = first.or(() -> own);
    boolean changed = own.isPresent() && !own.equals(first);
    return (changed ? own : container.or(() -> own)).orElse(PixelAspect.SQUARE);
  }
}
