package io.affectstream.ingest.media;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Assigns distinct times, in the order of decoding, to images with the same timestamp as the
 * previous image or an earlier one: they divide the time up to the next later timestamp. Longer
 * runs (a stopped clock, overlapping recordings) continue at the frame interval, or at half of it
 * until the timestamps have caught up. Delays output by one image, or not at all if waiting is
 * disabled.
 */
final class DistinctTimes {

  private static final int MAX_RUN = 8;
  private static final long DEFAULT_INTERVAL = 40_000;

  private final long interval;
  private final int maxRun;
  private final Consumer<MediaEvent> out;
  private final List<MediaEvent.Image> run = new ArrayList<>();
  private long last = Long.MIN_VALUE;
  private long stored = Long.MIN_VALUE;
  private int repeats;
  private long moved;

  /**
   * @param interval of frames in microseconds; 0 = unknown
   * @param wait whether an image may be delayed until the next one arrives
   */
  DistinctTimes(long interval, boolean wait, Consumer<MediaEvent> out) {
    this.interval = interval > 0 ? interval : DEFAULT_INTERVAL;
    this.maxRun = wait ? MAX_RUN : 1;
    this.out = out;
  }

  /** Adds the next image in the order of decoding. */
  void add(MediaEvent.Image image) {
    repeats = image.time() == stored ? repeats + 1 : 0;
    stored = image.time();
    if (!run.isEmpty() && image.time() > run.get(0).time()) {
      spread(Math.min(interval, (image.time() - run.get(0).time()) / run.size()));
    }
    if (!run.isEmpty()) {
      moved++;
      run.add(image);
    } else if (image.time() > last) {
      run.add(image);
    } else {
      moved++;
      run.add(image.at(last + step()));
    }
    if (run.size() >= maxRun) {
      spread(step());
    }
  }

  /** The interval if the clock has stopped, else half of it, so that the timestamps catch up. */
  private long step() {
    return repeats >= MAX_RUN - 1 ? interval : interval / 2;
  }

  /** Delivers the delayed image. */
  void finish() {
    spread(interval);
  }

  private void spread(long step) {
    for (int i = 0; i < run.size(); i++) {
      last = run.get(0).time() + i * Math.max(1, step);
      out.accept(run.get(i).at(last));
    }
    run.clear();
  }

  /** Number of images whose time differs from their timestamp. */
  long moved() {
    return moved;
  }

  /** Time of the last image delivered, microseconds. */
  long last() {
    return last;
  }
}
