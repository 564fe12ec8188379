package io.affectstream.operators.align;

import io.affectstream.features.align.Segment;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Metrics of one open stream. Written by one thread, read by any. */
final class StreamFigures {

  private volatile long lagMillis;
  private volatile double face;
  private volatile double voice;
  private volatile double words;

  void lags(long millis) {
    lagMillis = millis;
  }

  /** Replaces the coverage by that of a segment, including its halo. */
  void covered(Segment segment) {
    int steps = segment.voice().length;
    face = share(steps, i -> segment.subjects().stream().anyMatch(subject -> subject.seen()[i]));
    voice = share(steps, i -> segment.voice()[i].length > 0);
    words = share(steps, i -> segment.wordAt()[i] >= 0);
  }

  private static double share(int steps, IntPredicate covered) {
    return steps == 0 ? 0 : (double) IntStream.range(0, steps).filter(covered).count() / steps;
  }

  long lagMillis() {
    return lagMillis;
  }

  /** Share of the steps of the last segment with a face, 0 to 1. */
  double face() {
    return face;
  }

  /** Share of the steps of the last segment with voice features, 0 to 1. */
  double voice() {
    return voice;
  }

  /** Share of the steps of the last segment with a word, 0 to 1. */
  double words() {
    return words;
  }
}
