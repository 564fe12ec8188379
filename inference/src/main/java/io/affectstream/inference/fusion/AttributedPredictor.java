package io.affectstream.inference.fusion;

import io.affectstream.features.align.Segment;
import io.affectstream.features.align.Segment.Centre;
import io.affectstream.features.rows.Certainty;
import io.affectstream.schemas.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Attributes voice and words to the face that speaks. With probability s they are a face's own,
 * with probability 1 - s somebody else's and say nothing about it. So its probabilities are {@code
 * s p(face, voice, words) + (1 - s) p(face)}, by two predictions of any bundle. Rows with s = 1 are
 * predicted once, as they are without this.
 */
public final class AttributedPredictor implements Predictor {

  private static final float[] ABSENT = {};

  private final Predictor predictor;

  /** Predicts with another predictor, which it closes. */
  public AttributedPredictor(Predictor predictor) {
    this.predictor = predictor;
  }

  @Override
  public CompletableFuture<List<Prediction>> predict(Segment segment) {
    List<Centre> weighted =
        segment.centres().stream().filter(centre -> centre.speaking().weight() < 1).toList();
    CompletableFuture<List<Prediction>> whole = predictor.predict(segment);
    return weighted.isEmpty()
        ? whole
        : whole.thenCombine(
            predictor.predict(silent(segment, weighted)),
            (all, alone) -> blend(segment.centres(), all, alone));
  }

  /** Some rows of a segment without voice and words. */
  private static Segment silent(Segment segment, List<Centre> centres) {
    float[][] voice = new float[segment.voice().length][];
    Arrays.fill(voice, ABSENT);
    int[] nobody = new int[segment.wordAt().length];
    Arrays.fill(nobody, -1);
    return new Segment(
        segment.stream(),
        segment.ordinal(),
        segment.firstStep(),
        segment.subjects(),
        voice,
        new float[0][],
        nobody,
        centres,
        segment.noWords(),
        segment.progress(),
        segment.close());
  }

  private static List<Prediction> blend(
      List<Centre> centres, List<Prediction> all, List<Prediction> alone) {
    List<Prediction> blended = new ArrayList<>(all.size());
    int next = 0;
    for (int i = 0; i < all.size(); i++) {
      float weight = centres.get(i).speaking().weight();
      blended.add(weight < 1 ? blend(weight, all.get(i), alone.get(next++)) : all.get(i));
    }
    return blended;
  }

  private static Prediction blend(float weight, Prediction all, Prediction alone) {
    if (all.reason() != Reason.MEASURED || alone.reason() != Reason.MEASURED) {
      return all;
    }
    return new Prediction(
        Reason.MEASURED,
        blend(weight, all.expression(), alone.expression()),
        blend(weight, all.certainty(), alone.certainty()),
        blend(weight, all.actionUnits(), alone.actionUnits()));
  }

  private static float[] blend(float weight, float[] all, float[] alone) {
    float[] blended = new float[all.length];
    for (int i = 0; i < blended.length; i++) {
      blended[i] = mean(weight, all[i], alone[i]);
    }
    return blended;
  }

  /** Bounds between those of the two subsets of modalities. */
  private static Certainty blend(float weight, Certainty all, Certainty alone) {
    return all.isKnown() && alone.isKnown()
        ? new Certainty(
            mean(weight, all.abstain(), alone.abstain()),
            mean(weight, all.include(), alone.include()))
        : Certainty.UNKNOWN;
  }

  private static float mean(float weight, float all, float alone) {
    return weight * all + (1 - weight) * alone;
  }

  @Override
  public void close() {
    predictor.close();
  }
}
