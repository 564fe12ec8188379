package io.affectstream.training.data;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Splits faces by their pixels, so that an image with several names is in one split.
 *
 * @param train images for training
 * @param choose images that choose epoch, temperature and priors
 */
public record FaceSplit(FaceImages train, FaceImages choose) {

  private static final int PARTS = 1000;

  /**
   * Splits the images of the training split. The split of an image depends on its pixels only.
   * Images of the report are in neither.
   *
   * @param images to split
   * @param report images on which figures are reported
   * @param share of the choosing images, in [0, 1)
   */
  public static FaceSplit of(FaceImages images, FaceImages report, double share) {
    Set<Long> reported = new HashSet<>();
    for (int i = 0; i < report.size(); i++) {
      reported.add(content(report, i));
    }
    Set<String> train = new HashSet<>();
    Set<String> choose = new HashSet<>();
    for (int i = 0; i < images.size(); i++) {
      long content = content(images, i);
      if (!reported.contains(content)) {
        boolean chosen = Math.floorMod(content, PARTS) < share * PARTS;
        (chosen ? choose : train).add(images.names().get(i));
      }
    }
    return new FaceSplit(images.only(train::contains), images.only(choose::contains));
  }

  /** A number that depends on an image's pixels. */
  private static long content(FaceImages images, int image) {
    int length = images.side() * images.side();
    byte[] pixels = images.pixels();
    int from = image * length;
    long low = Arrays.hashCode(Arrays.copyOfRange(pixels, from, from + length));
    long content = low;
    for (int i = from; i < from + length; i++) {
      content = content * 0x100000001b3L ^ (pixels[i] & 0xff);
    }
    return content ^ content >>> 32 ^ low << 17;
  }
}
