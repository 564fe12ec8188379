package io.affectstream.training.affwild;

import io.affectstream.training.affwild.data.AffWildLabels;
import io.affectstream.training.affwild.data.AffWildTask;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A person with the usable annotations.
 *
 * @param track windows
 * @param labels annotations by task
 */
record LabelledTrack(AffWildTrack track, Map<AffWildTask, AffWildLabels> labels) {

  /** Annotations of a frame, counted from 1, by task; those that are skipped are missing. */
  Map<AffWildTask, float[]> of(int frame) {
    Map<AffWildTask, float[]> known = new EnumMap<>(AffWildTask.class);
    labels.forEach((task, file) -> file.of(frame).ifPresent(row -> known.put(task, row)));
    return known;
  }

  /** Frames with a face and an annotation. */
  IntStream usable() {
    return IntStream.rangeClosed(1, track.frames())
        .filter(track::isSeen)
        .filter(frame -> !of(frame).isEmpty());
  }
}
