package io.affectstream.features.episodes;

import static io.affectstream.features.episodes.EpisodeChange.NONE;

import io.affectstream.features.episodes.EpisodeChange.Kind;
import io.affectstream.features.episodes.EpisodeFrame.Certainty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A tracker with the frames of one face. */
abstract class TrackedEpisodes {

  static final long FRAME = 40_000;

  static final float[] NO_UNITS = {};

  final EpisodeState state = new EpisodeState();

  final EpisodeCounter counter = new EpisodeCounter();

  final List<EpisodeChange> changes = new ArrayList<>();

  EpisodeTracker tracker = new EpisodeTracker(config(true, Duration.ZERO));

  /** On at 0.5, off below 0.4, 200 ms = 5 frames of 40 ms. */
  void units(int unit, float... course) {
    tracker = new EpisodeTracker(config(true, Duration.ofMillis(200)));
    for (int i = 0; i < course.length; i++) {
      unit(i, unit, course[i]);
    }
    tracker.close(state, changes::add);
  }

  static float[] random(Random random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      // Often high, so that action units stay active for a while.
      values[i] = random.nextInt(6) == 0 ? random.nextFloat() : 0.4f + 0.6f * random.nextFloat();
    }
    return values;
  }

  void expression(long frame, int label, float probability) {
    tracker.frame(state, counter, labelled(frame * FRAME, FRAME, label, probability), changes::add);
  }

  void unit(long frame, int unit, float probability) {
    float[] units = new float[12];
    units[unit] = probability;
    tracker.frame(
        state,
        counter,
        new EpisodeFrame(frame * FRAME, FRAME, NONE, Certainty.UNKNOWN, new float[0], units),
        changes::add);
  }

  static EpisodeFrame labelled(long time, long interval, int label, float probability) {
    float[] probabilities = new float[8];
    probabilities[label] = probability;
    return new EpisodeFrame(time, interval, label, Certainty.UNKNOWN, probabilities, NO_UNITS);
  }

  static EpisodeConfig config(boolean neutral, Duration minDuration) {
    return new EpisodeConfig(
        neutral,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Collections.nCopies(12, 0.5f),
        Collections.nCopies(12, 0.4f),
        minDuration);
  }

  static EpisodeChange change(
      Kind kind,
      int expression,
      long number,
      long time,
      long onset,
      long peak,
      long offset,
      long frames,
      float confidence,
      float peakConfidence) {
    return new EpisodeChange(
        kind,
        expression,
        NONE,
        number,
        time * FRAME,
        onset * FRAME,
        peak * FRAME,
        offset * FRAME,
        frames,
        NONE,
        confidence,
        peakConfidence);
  }
}
