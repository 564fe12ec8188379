package io.affectstream.training.face;

import io.affectstream.training.data.Columns;
import io.affectstream.training.data.FaceImages;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Order of the images in an epoch, with rare classes oversampled. The number of repeats of a image
 * depends on its class and is rounded up or down at random.
 */
final class BalancedOrder {

  private final double[] times;

  /**
   * @param exponent a class with n images is drawn in proportion to n to the power of 1 - exponent
   */
  BalancedOrder(FaceImages faces, double exponent) {
    int[] counts = faces.counts();
    double sum = 0;
    for (int count : counts) {
      sum += count == 0 ? 0 : Math.pow(count, 1 - exponent);
    }
    double unit = faces.size() / sum;
    times =
        faces.labels().stream()
            .mapToDouble(label -> unit * Math.pow(counts[Columns.of(label)], -exponent))
            .toArray();
  }

  /** Images of an epoch; the number equals that of all images. */
  int[] draw(SplittableRandom random) {
    int[] order = new int[times.length];
    int filled = 0;
    int[] shuffled = shuffled(random);
    for (int image : shuffled) {
      int copies = (int) (times[image] + random.nextDouble());
      for (int i = 0; i < copies && filled < order.length; i++) {
        order[filled++] = image;
      }
    }
    for (int i = 0; filled < order.length; i++) {
      order[filled++] = shuffled[i];
    }
    shuffle(order, random);
    return order;
  }

  private int[] shuffled(SplittableRandom random) {
    int[] all = new int[times.length];
    Arrays.setAll(all, i -> i);
    shuffle(all, random);
    return all;
  }

  private static void shuffle(int[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }
}
