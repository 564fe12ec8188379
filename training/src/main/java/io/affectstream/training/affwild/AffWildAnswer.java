package io.affectstream.training.affwild;

import io.affectstream.features.smoothing.BatchSmoother;
import io.affectstream.features.smoothing.SmoothingConfig;
import io.affectstream.training.affwild.data.AffWildLabels;
import io.affectstream.training.affwild.data.AffWildTask;
import io.affectstream.training.fusion.Predictions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Prediction of one or several networks for every frame of a person: expressions by vote, action
 * units with a mean probability of at least a half. Frames without a face take the prediction of
 * the nearest frame with one; then the expressions are smoothed (Zhang et al. 2022, 3.3).
 *
 * @param raw expressions before smoothing
 * @param expressions expressions
 * @param units action units
 */
record AffWildAnswer(AffWildLabels raw, AffWildLabels expressions, AffWildLabels units) {

  private static final float ACTIVE = 0.5f;

  /**
   * The prediction of networks.
   *
   * @param members predictions of each for {@link AffWildTrack#predicted()}
   */
  static AffWildAnswer of(AffWildTrack track, List<Predictions> members) {
    int[] frames = track.predicted();
    int[] voted = Predictions.vote(members);
    float[][] mean = Predictions.mean(members).unitProbabilities();
    List<Optional<float[]>> expressions = empty(track);
    List<Optional<float[]>> units = empty(track);
    for (int i = 0; i < frames.length; i++) {
      expressions.set(frames[i] - 1, Optional.of(new float[] {voted[i]}));
      units.set(frames[i] - 1, Optional.of(active(mean[i])));
    }
    String name = track.person().name();
    AffWildLabels raw = new AffWildLabels(name, AffWildTask.EXPRESSION, expressions).filled();
    return new AffWildAnswer(
        raw, smoothed(raw), new AffWildLabels(name, AffWildTask.ACTION_UNITS, units).filled());
  }

  private static List<Optional<float[]>> empty(AffWildTrack track) {
    return new ArrayList<>(Collections.nCopies(track.frames(), Optional.empty()));
  }

  private static float[] active(float[] probabilities) {
    float[] active = new float[probabilities.length];
    for (int i = 0; i < active.length; i++) {
      active[i] = probabilities[i] >= ACTIVE ? 1 : 0;
    }
    return active;
  }

  private static AffWildLabels smoothed(AffWildLabels raw) {
    int[] labels = raw.rows().stream().mapToInt(row -> (int) row.orElseThrow()[0]).toArray();
    List<Optional<float[]>> rows = new ArrayList<>();
    for (int label : new BatchSmoother(SmoothingConfig.DEFAULT).smooth(labels)) {
      rows.add(Optional.of(new float[] {label}));
    }
    return new AffWildLabels(raw.name(), raw.task(), rows);
  }

  /** The prediction for a task. */
  AffWildLabels of(AffWildTask task) {
    return task == AffWildTask.EXPRESSION ? expressions : units;
  }
}
