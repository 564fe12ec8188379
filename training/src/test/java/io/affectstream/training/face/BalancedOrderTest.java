package io.affectstream.training.face;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.schemas.Expression;
import io.affectstream.training.data.FaceImages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BalancedOrderTest {

  private static final int RARE = 100;
  private static final int ALL = 10_000;

  @Test
  void withoutBalanceEveryImageComesOnce() {
    int[] order = new BalancedOrder(faces(), 0).draw(new SplittableRandom(1));

    Arrays.sort(order);
    assertThat(order[RARE]).isEqualTo(RARE);
    assertThat(Arrays.stream(order).distinct().count()).isEqualTo(ALL);
  }

  @Test
  void classesAreEquallyFrequentWhenWhollyBalanced() {
    assertThat(rare(1)).isBetween(ALL * 0.48, ALL * 0.52);
  }

  @Test
  void balanceOfOneHalfDrawsByTheRootOfTheFrequency() {
    double expected = ALL * Math.sqrt(RARE) / (Math.sqrt(RARE) + Math.sqrt(ALL - RARE));

    assertThat(rare(0.5)).isBetween(0.9 * expected, 1.1 * expected);
  }

  private static double rare(double exponent) {
    int[] order = new BalancedOrder(faces(), exponent).draw(new SplittableRandom(1));
    return Arrays.stream(order).filter(i -> i < RARE).count();
  }

  private static FaceImages faces() {
    List<Expression> labels = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < ALL; i++) {
      labels.add(i < RARE ? Expression.FEAR : Expression.NEUTRAL);
      names.add("p" + i);
    }
    return new FaceImages(1, new byte[ALL], labels, names);
  }
}
