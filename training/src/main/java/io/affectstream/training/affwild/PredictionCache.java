package io.affectstream.training.affwild;

import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.digest.Sha256;
import io.affectstream.training.cache.FeatureArray;
import io.affectstream.training.cache.FeatureCache;
import io.affectstream.training.corpus.LabelledWindow;
import io.affectstream.training.fusion.FusionTrainer;
import io.affectstream.training.fusion.Predictions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Predictions of one network for whole videos, kept on disk. */
final class PredictionCache {

  private static final int CHUNK = 512;
  private static final int CLASSES = Expression.values().length;
  private static final int UNITS = ActionUnit.values().length;

  private final FeatureCache kept;

  /**
   * @param folder of the cache
   * @param weights checkpoint of the network; other weights are another entry
   */
  PredictionCache(Path folder, Path weights) throws IOException {
    kept = new FeatureCache(folder, "affwild-predictions 1 " + Sha256.of(weights));
  }

  /** Predictions for the frames of a person's video. */
  Predictions of(FusionTrainer trainer, AffWildTrack track) throws IOException {
    return unpacked(kept.of(track.identity(), () -> packed(predict(trainer, track))));
  }

  private static List<Predictions> predict(FusionTrainer trainer, AffWildTrack track) {
    int[] frames = track.predicted();
    List<Predictions> parts = new ArrayList<>();
    for (int from = 0; from < frames.length; from += CHUNK) {
      List<LabelledWindow> windows =
          Arrays.stream(frames, from, Math.min(frames.length, from + CHUNK))
              .mapToObj(frame -> track.window(frame, Map.of()))
              .toList();
      parts.add(trainer.predict(windows));
    }
    return parts;
  }

  /** {@code [n, 8 + 12]}. */
  private static FeatureArray packed(List<Predictions> parts) {
    int rows = parts.stream().mapToInt(part -> part.truth().length).sum();
    float[] values = new float[rows * (CLASSES + UNITS)];
    int at = 0;
    for (Predictions part : parts) {
      for (int i = 0; i < part.truth().length; i++) {
        System.arraycopy(part.probabilities()[i], 0, values, at, CLASSES);
        System.arraycopy(part.unitProbabilities()[i], 0, values, at + CLASSES, UNITS);
        at += CLASSES + UNITS;
      }
    }
    return new FeatureArray(new int[] {rows, CLASSES + UNITS}, values);
  }

  private static Predictions unpacked(FeatureArray said) {
    int rows = said.shape()[0];
    int[] truth = new int[rows];
    Arrays.fill(truth, Predictions.UNKNOWN);
    float[][] expressions = new float[rows][];
    float[][] units = new float[rows][];
    for (int i = 0; i < rows; i++) {
      int at = i * (CLASSES + UNITS);
      expressions[i] = Arrays.copyOfRange(said.values(), at, at + CLASSES);
      units[i] = Arrays.copyOfRange(said.values(), at + CLASSES, at + CLASSES + UNITS);
    }
    float[][] unknown =
        IntStream.range(0, rows).mapToObj(i -> new float[0]).toArray(float[][]::new);
    return new Predictions(truth, expressions, unknown, units);
  }
}
