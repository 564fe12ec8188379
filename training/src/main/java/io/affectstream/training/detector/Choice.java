package io.affectstream.training.detector;

import io.affectstream.features.vision.DetectedFace;
import java.util.List;

/**
 * What the epochs of a run are chosen by: scores on scenes of held-out sources.
 *
 * @param upright best threshold on the scenes
 * @param tilted best threshold on the same scenes turned
 */
record Choice(DetectorScore.Best upright, DetectorScore.Best tilted) {

  /** Size of the smallest face measured, in pixels of the scene. */
  private static final double MIN_FACE = 20;

  private static final float MIN_SCORE = 0.05f;
  private static final double TILT = Math.toRadians(35);

  static Choice of(NetSearch search, List<Scene> scenes) {
    return new Choice(best(search, scenes, 0), best(search, scenes, TILT));
  }

  private static DetectorScore.Best best(NetSearch search, List<Scene> scenes, double angle) {
    DetectorScore score = new DetectorScore(MIN_FACE);
    for (Scene scene : scenes) {
      Scene turned = angle == 0 ? scene : TurnedScene.of(scene, angle);
      List<DetectedFace> found = search.find(turned.image(), MIN_SCORE);
      score.add(found, turned.faces(), turned.ignored());
    }
    return score.best();
  }

  /** The greater the better. */
  double sum() {
    return upright.f1() + tilted.f1();
  }
}
