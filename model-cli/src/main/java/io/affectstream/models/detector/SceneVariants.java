package io.affectstream.models.detector;

import io.affectstream.features.vision.FaceBox;
import io.affectstream.training.detector.GreyImage;
import io.affectstream.training.detector.Scene;
import java.util.Random;

/** Changes to scenes under which faces should still be found. */
final class SceneVariants {

  private static final double DARK = 0.3;
  private static final double GRAIN = 5;
  private static final int BLUR = 2;

  private SceneVariants() {}

  /** A dark scene with the grain of a sensor. */
  static Scene dark(Scene scene) {
    Random random = new Random(scene.name().hashCode());
    byte[] pixels = scene.image().pixels().clone();
    for (int i = 0; i < pixels.length; i++) {
      double value = DARK * (pixels[i] & 0xff) + GRAIN * random.nextGaussian();
      pixels[i] = (byte) Math.min(255, Math.max(0, value));
    }
    return with(scene, pixels);
  }

  /** A scene with motion blur. */
  static Scene blurred(Scene scene) {
    int width = scene.image().width();
    byte[] from = scene.image().pixels();
    byte[] pixels = new byte[from.length];
    for (int i = 0; i < pixels.length; i++) {
      int column = i % width;
      int sum = 0;
      for (int d = -BLUR; d <= BLUR; d++) {
        sum += from[i - column + Math.min(width - 1, Math.max(0, column + d))] & 0xff;
      }
      pixels[i] = (byte) (sum / (2 * BLUR + 1));
    }
    return with(scene, pixels);
  }

  /** A scene of half the width and height. */
  static Scene half(Scene scene) {
    GreyImage image = scene.image();
    int width = image.width() / 2;
    int height = image.height() / 2;
    byte[] pixels = new byte[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = 2 * y * image.width() + 2 * x;
        byte[] p = image.pixels();
        int below = at + image.width();
        int sum = (p[at] & 0xff) + (p[at + 1] & 0xff) + (p[below] & 0xff) + (p[below + 1] & 0xff);
        pixels[y * width + x] = (byte) (sum / 4);
      }
    }
    return new Scene(
        scene.name(),
        scene.source(),
        new GreyImage(width, height, pixels),
        scene.faces().stream().map(face -> face.scaled(0.5f, 0.5f)).toList(),
        scene.ignored().stream()
            .map(b -> new FaceBox(b.x() / 2, b.y() / 2, b.width() / 2, b.height() / 2))
            .toList());
  }

  private static Scene with(Scene scene, byte[] pixels) {
    GreyImage image = new GreyImage(scene.image().width(), scene.image().height(), pixels);
    return new Scene(scene.name(), scene.source(), image, scene.faces(), scene.ignored());
  }
}
