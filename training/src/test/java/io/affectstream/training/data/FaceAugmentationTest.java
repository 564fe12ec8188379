package io.affectstream.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FaceAugmentationTest {

  private static final int SIDE = 8;

  @Test
  void plainKeepsEveryPixel() {
    byte[] pixels = image();
    float[] out = new float[SIDE * SIDE];
    FaceAugmentation.plain(pixels, 0, SIDE, out, 0, SIDE);

    for (int i = 0; i < out.length; i++) {
      assertThat(out[i]).isCloseTo((pixels[i] & 0xff) / 255f, within(1e-6f));
    }
  }

  @Test
  void plainHalvesByMeansOfFour() {
    byte[] pixels = image();
    float[] out = new float[16];
    FaceAugmentation.plain(pixels, 0, SIDE, out, 0, 4);

    float mean =
        ((pixels[0] & 0xff) + (pixels[1] & 0xff) + (pixels[8] & 0xff) + (pixels[9] & 0xff)) / 4f;
    assertThat(out[0]).isCloseTo(mean / 255, within(1e-6f));
  }

  @Test
  void aNearerMirroredFrameShowsTheMiddleTurnedRound() {
    byte[] pixels = image();
    float[] out = new float[16];
    FaceAugmentation.framed(pixels, 0, SIDE, 0.5, true, out, 0, 4);

    for (int row = 0; row < 4; row++) {
      for (int column = 0; column < 4; column++) {
        int source = (row + 2) * SIDE + 5 - column;
        assertThat(out[row * 4 + column]).isCloseTo((pixels[source] & 0xff) / 255f, within(1e-6f));
      }
    }
  }

  @Test
  void withoutVariationOnlyTheMirrorRemains() {
    byte[] pixels = image();
    FaceAugmentation none = new FaceAugmentation(0, 0, 0, 1, 0, 0);
    float[] plain = new float[SIDE * SIDE];
    FaceAugmentation.plain(pixels, 0, SIDE, plain, 0, SIDE);
    int mirrored = 0;
    for (int seed = 0; seed < 20; seed++) {
      float[] out = new float[SIDE * SIDE];
      none.draw(pixels, 0, SIDE, out, 0, SIDE, new SplittableRandom(seed));
      boolean same = Math.abs(out[0] - plain[0]) < 1e-6f;
      int column = same ? 0 : SIDE - 1;
      assertThat(out[0]).isCloseTo(plain[column], within(1e-6f));
      assertThat(out[2 * SIDE]).isCloseTo(plain[2 * SIDE + column], within(1e-6f));
      mirrored += same ? 0 : 1;
    }
    assertThat(mirrored).isBetween(5, 15);
  }

  @Test
  void sameDrawGivesTheSameImage() {
    FaceAugmentation strong = new FaceAugmentation(20, 0.2, 0.1, 1.5, 1, 1);
    float[] first = new float[SIDE * SIDE];
    float[] second = new float[SIDE * SIDE];
    strong.draw(image(), 0, SIDE, first, 0, SIDE, new SplittableRandom(5));
    strong.draw(image(), 0, SIDE, second, 0, SIDE, new SplittableRandom(5));
    float[] other = new float[SIDE * SIDE];
    strong.draw(image(), 0, SIDE, other, 0, SIDE, new SplittableRandom(6));

    assertThat(second).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  private static byte[] image() {
    byte[] pixels = new byte[SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * 4);
    }
    return pixels;
  }
}
