package io.affectstream.training.affwild;

import io.affectstream.features.smoothing.SmoothingConfig;
import io.affectstream.schemas.Expression;
import io.affectstream.training.affwild.data.AffWildTask;
import io.affectstream.training.corpus.LabelledWindow;
import io.affectstream.training.corpus.WindowSource;
import io.affectstream.training.data.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Draws windows around annotated frames with a face, resampled as in Zhang et al. 2022, 3.3: the
 * number of frames per person and class is limited. The paper redraws these every epoch; here each
 * draw is independent, with the same expectation, so that a sample depends on its generator alone.
 * Frames with known action units but unknown expression are a separate class.
 */
final class AffWildCorpus implements WindowSource {

  private static final int UNKNOWN = Expression.values().length;

  /** Frames of one person and class. */
  private record Group(LabelledTrack track, int[] frames) {}

  private final List<Group> groups = new ArrayList<>();
  private final List<Integer> ends = new ArrayList<>();
  private final int[] frequencies = new int[Expression.values().length];

  /**
   * A corpus.
   *
   * @param tracks people and their annotations
   * @param settings limits per person and class
   * @param purpose named in the message if there is nothing to draw
   * @throws IllegalArgumentException if no frame has a face and an annotation
   */
  AffWildCorpus(List<LabelledTrack> tracks, AffWildSettings settings, String purpose) {
    for (LabelledTrack track : tracks) {
      classes(track).forEach((label, frames) -> add(track, label, frames, settings));
    }
    if (groups.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: expected frames with a face and an annotation, found none in %d people"
              .formatted(purpose, tracks.size()));
    }
  }

  private static Map<Integer, List<Integer>> classes(LabelledTrack track) {
    Map<Integer, List<Integer>> classes = new TreeMap<>();
    track
        .usable()
        .forEach(
            frame -> {
              float[] label = track.of(frame).get(AffWildTask.EXPRESSION);
              classes
                  .computeIfAbsent(
                      label == null ? UNKNOWN : (int) label[0], any -> new ArrayList<>())
                  .add(frame);
            });
    return classes;
  }

  private void add(LabelledTrack track, int label, List<Integer> frames, AffWildSettings settings) {
    int counted = Math.min(frames.size(), limit(label, settings));
    groups.add(new Group(track, frames.stream().mapToInt(Integer::intValue).toArray()));
    ends.add((ends.isEmpty() ? 0 : ends.get(ends.size() - 1)) + counted);
    if (label != UNKNOWN) {
      frequencies[label] += counted;
    }
  }

  private static int limit(int label, AffWildSettings settings) {
    boolean minority =
        Arrays.stream(Expression.values())
            .anyMatch(e -> Columns.of(e) == label && SmoothingConfig.isMinority(e));
    return minority ? settings.minorityFrames() : settings.majorityFrames();
  }

  @Override
  public LabelledWindow draw(SplittableRandom random) {
    int at = random.nextInt(ends.get(ends.size() - 1));
    int first = 0;
    int last = ends.size() - 1;
    while (first < last) {
      int middle = (first + last) / 2;
      if (at < ends.get(middle)) {
        last = middle;
      } else {
        first = middle + 1;
      }
    }
    Group group = groups.get(first);
    int frame = group.frames[random.nextInt(group.frames.length)];
    return group.track.track().window(frame, group.track.of(frame));
  }

  @Override
  public int[] frequencies() {
    return frequencies.clone();
  }
}
