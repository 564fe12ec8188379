package io.affectstream.training.data;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Splits faces by their pixels, so that a picture with several names is in one split.
 *
 * @param train pictures for training
 * @param choose pictures that choose epoch, temperature and priors
 */
public record FaceSplit(FacePictures train, FacePictures choose) {

  private static final int PARTS = 1000;

  /**
   * Splits the pictures of the training split. The split of a picture depends on its pixels only.
   * Pictures of the report are in neither.
   *
   * @param pictures to split
   * @param report pictures on which figures are reported
   * @param share of the choosing pictures, in [0, 1)
   */
  public static FaceSplit of(FacePictures pictures, FacePictures report, double share) {
    Set<Long> reported = new HashSet<>();
    for (int i = 0; i < report.size(); i++) {
      reported.add(content(report, i));
    }
    Set<String> train = new HashSet<>();
    Set<String> choose = new HashSet<>();
    for (int i = 0; i < pictures.size(); i++) {
      long content = content(pictures, i);
      if (!reported.contains(content)) {
        boolean chosen = Math.floorMod(content, PARTS) < share * PARTS;
        (chosen ? choose : train).add(pictures.names().get(i));
      }
    }
    return new FaceSplit(pictures.only(train::contains), pictures.only(choose::contains));
  }

  /** A number that depends on a picture's pixels. */
  private static long content(FacePictures pictures, int picture) {
    int length = pictures.side() * pictures.side();
    byte[] pixels = pictures.pixels();
    int from = picture * length;
    long low = Arrays.hashCode(Arrays.copyOfRange(pixels, from, from + length));
    long content = low;
    for (int i = from; i < from + length; i++) {
      content = content * 0x100000001b3L ^ (pixels[i] & 0xff);
    }
    return content ^ content >>> 32 ^ low << 17;
  }
}
