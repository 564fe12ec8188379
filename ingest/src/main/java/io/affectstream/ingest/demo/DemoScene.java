package io.affectstream.ingest.demo;

/**
 * Draws the frames of the demo clip: a face on a plain background, moving a little. Uses plain
 * arithmetic, so that every machine draws the same pixels.
 */
final class DemoScene {

  static final int WIDTH = 360;
  static final int HEIGHT = 288;

  private static final double FACE_PIXELS = 190;

  /** Skin: factors on grey for blue, green and red. */
  private static final double[] TINT = {0.88, 0.97, 1.10};

  /** Semi-axes of the visible ellipse of the face image, and the width of its soft edge. */
  private static final double ACROSS = 0.50;

  private static final double DOWN = 0.55;
  private static final double EDGE = 0.30;

  private DemoScene() {}

  /**
   * The frame at a time.
   *
   * @param micros time, which determines only the pose
   * @return rows of blue, green, red bytes, {@code [HEIGHT * WIDTH * 3]}
   */
  static byte[] draw(GreyPixels face, long micros) {
    Similarity back = pose(face.size(), micros / 1e6).inverse();
    byte[] bgr = new byte[WIDTH * HEIGHT * 3];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        double[] at = back.apply(x, y);
        double cover = cover(at[0], at[1], face.size());
        double grey = cover > 0 ? face.at(at[0], at[1]) : 0;
        double behind = background(x, y);
        for (int channel = 0; channel < 3; channel++) {
          double skin = Math.max(0, Math.min(255, grey * TINT[channel]));
          double value = behind + cover * (skin - behind);
          bgr[(y * WIDTH + x) * 3 + channel] = (byte) Math.round(value);
        }
      }
    }
    return bgr;
  }

  private static Similarity pose(int size, double seconds) {
    double scale = FACE_PIXELS / size * (1 + 0.02 * swing(seconds, 7.1));
    double angle = Math.toRadians(2) * swing(seconds, 6.1);
    double x = WIDTH / 2.0 + 6 * swing(seconds, 5.3);
    double y = HEIGHT / 2.0 + 2 + 3 * swing(seconds, 3.7);
    return Similarity.place(size, scale, angle, x, y);
  }

  private static double swing(double seconds, double period) {
    return StrictMath.sin(2 * Math.PI * seconds / period);
  }

  /** Opacity of the face at a point of its image, in [0, 1]. */
  private static double cover(double x, double y, int size) {
    double across = (x + 0.5 - 0.5 * size) / (ACROSS * size);
    double down = (y + 0.5 - 0.52 * size) / (DOWN * size);
    double inside = (1.02 - Math.sqrt(across * across + down * down)) / EDGE;
    double linear = Math.max(0, Math.min(1, inside));
    return linear * linear * (3 - 2 * linear);
  }

  private static double background(int x, int y) {
    return 118 - 30.0 * y / HEIGHT - 10 * Math.abs(x - WIDTH / 2.0) / (WIDTH / 2.0);
  }
}
