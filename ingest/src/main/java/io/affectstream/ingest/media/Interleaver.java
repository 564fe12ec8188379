package io.affectstream.ingest.media;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Merges images and sound by time. An event waits until the other track cannot have an earlier one.
 * The wait is bounded: a track that is ahead by more than the allowed lead, or buffers more than
 * the allowed bytes, continues alone (a track that starts late or pauses, a badly interleaved
 * file). Within a track the order is never changed.
 */
final class Interleaver {

  private final long maxLeadMicros;
  private final long maxBytes;
  private final Deque<MediaEvent> images = new ArrayDeque<>();
  private final Deque<MediaEvent> sounds = new ArrayDeque<>();
  private boolean imagesEnded;
  private boolean soundsEnded;
  private long bytes;

  Interleaver(long maxLeadMicros, long maxBytes) {
    this.maxLeadMicros = maxLeadMicros;
    this.maxBytes = maxBytes;
  }

  void add(MediaEvent event) {
    (event instanceof MediaEvent.Image ? images : sounds).addLast(event);
    bytes += event.size();
  }

  void endImages() {
    imagesEnded = true;
  }

  void endSounds() {
    soundsEnded = true;
  }

  /**
   * Whether fewer than {@code count} images are buffered, or no sound once the images have ended,
   * and more may follow before the limits are reached.
   */
  boolean lacks(int count) {
    boolean full = bytes > maxBytes || span(sounds) > maxLeadMicros;
    return !full && (imagesEnded ? sounds.isEmpty() && !soundsEnded : images.size() < count);
  }

  /** Times of the buffered images, in microseconds. */
  long[] imageTimes() {
    return images.stream().mapToLong(MediaEvent::time).toArray();
  }

  /** The next event; empty if more input is needed or all events were returned. */
  Optional<MediaEvent> poll() {
    if (!images.isEmpty() && !sounds.isEmpty()) {
      return take(images.getFirst().time() <= sounds.getFirst().time() ? images : sounds);
    }
    if (sounds.isEmpty()) {
      return images.isEmpty() ? Optional.empty() : alone(images, soundsEnded);
    }
    return alone(sounds, imagesEnded);
  }

  private Optional<MediaEvent> alone(Deque<MediaEvent> track, boolean otherEnded) {
    boolean ahead = span(track) > maxLeadMicros;
    return otherEnded || ahead || bytes > maxBytes ? take(track) : Optional.empty();
  }

  private static long span(Deque<MediaEvent> track) {
    return track.isEmpty() ? 0 : track.getLast().time() - track.getFirst().time();
  }

  private Optional<MediaEvent> take(Deque<MediaEvent> track) {
    MediaEvent event = track.removeFirst();
    bytes -= event.size();
    return Optional.of(event);
  }
}
