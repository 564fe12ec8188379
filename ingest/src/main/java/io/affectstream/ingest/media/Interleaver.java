package io.affectstream.ingest.media;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Merges pictures and sound by time. An event waits until the other track cannot have an earlier
 * one. The wait is bounded: a track that is ahead by more than the allowed lead, or buffers more
 * than the allowed bytes, continues alone (a track that starts late or pauses, a badly interleaved
 * file). Within a track the order is never changed.
 */
final class Interleaver {

  private final long maxLeadMicros;
  private final long maxBytes;
  private final Deque<MediaEvent> pictures = new ArrayDeque<>();
  private final Deque<MediaEvent> sounds = new ArrayDeque<>();
  private boolean picturesEnded;
  private boolean soundsEnded;
  private long bytes;

  Interleaver(long maxLeadMicros, long maxBytes) {
    this.maxLeadMicros = maxLeadMicros;
    this.maxBytes = maxBytes;
  }

  void add(MediaEvent event) {
    (event instanceof MediaEvent.Picture ? pictures : sounds).addLast(event);
    bytes += event.size();
  }

  void endPictures() {
    picturesEnded = true;
  }

  void endSounds() {
    soundsEnded = true;
  }

  /**
   * Whether fewer than {@code images} images are buffered, or no sound once the images have ended,
   * and more may follow before the limits are reached.
   */
  boolean lacks(int images) {
    boolean full = bytes > maxBytes || span(sounds) > maxLeadMicros;
    return !full && (picturesEnded ? sounds.isEmpty() && !soundsEnded : pictures.size() < images);
  }

  /** Times of the buffered images, in microseconds. */
  long[] pictureTimes() {
    return pictures.stream().mapToLong(MediaEvent::time).toArray();
  }

  /** The next event; empty if more input is needed or all events were returned. */
  Optional<MediaEvent> poll() {
    if (!pictures.isEmpty() && !sounds.isEmpty()) {
      return take(pictures.getFirst().time() <= sounds.getFirst().time() ? pictures : sounds);
    }
    if (sounds.isEmpty()) {
      return pictures.isEmpty() ? Optional.empty() : alone(pictures, soundsEnded);
    }
    return alone(sounds, picturesEnded);
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
