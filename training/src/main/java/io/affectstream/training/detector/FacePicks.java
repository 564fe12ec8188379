package io.affectstream.training.detector;

import io.affectstream.features.vision.DetectedFace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws the face that an image of a step is cut around. A scene counts by the root of the number of
 * its faces; turned, dark and small faces, which a network misses more, are drawn more often than
 * others, and specks rarely.
 */
final class FacePicks {

  /** A face of a scene. */
  record Pick(Scene scene, DetectedFace face) {}

  private static final double SPECK = 14;
  private static final double SMALL = 60;
  private static final double TURNED = 0.15;
  private static final double PROFILE = 0.35;
  private static final double DARK = 70;

  private final List<Pick> picks = new ArrayList<>();
  private final double[] sums;

  FacePicks(List<Scene> scenes) {
    List<Double> weights = new ArrayList<>();
    for (Scene scene : scenes) {
      for (DetectedFace face : scene.faces()) {
        picks.add(new Pick(scene, face));
        weights.add(weight(face, scene.image()) / Math.sqrt(scene.faces().size()));
      }
    }
    sums = weights.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.parallelPrefix(sums, Double::sum);
  }

  Pick draw(SplittableRandom random) {
    int at = Arrays.binarySearch(sums, random.nextDouble() * sums[sums.length - 1]);
    return picks.get(Math.min(picks.size() - 1, at < 0 ? -at - 1 : at));
  }

  private static double weight(DetectedFace face, GreyImage image) {
    double size = Faces.size(face.box());
    double turn = Faces.turn(face);
    double bySize = size < SPECK ? 0.25 : size < SMALL ? 1.5 : 1;
    double byTurn = turn < TURNED ? 1 : turn < PROFILE ? 1.6 : 2.5;
    return bySize * byTurn * (image.mean(face.box()) < DARK ? 1.6 : 1);
  }
}
