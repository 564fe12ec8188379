package io.affectstream.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.schemas.Expression;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every image occurs twice, with two names. */
class FaceSplitTest {

  private static final int SIDE = 4;
  private static final int DIFFERENT = 400;
  private static final int LENGTH = SIDE * SIDE;

  private final FaceImages images = twice();
  private final FaceSplit split = FaceSplit.of(images, first(images, 10), 0.25);

  @Test
  void bothNamesOfAnImageAreOnOneSide() {
    Set<String> train = contents(split.train());
    Set<String> choose = contents(split.choose());

    assertThat(train).isNotEmpty().doesNotContainAnyElementsOf(choose);
    assertThat(split.train().size()).isEqualTo(2 * train.size());
    assertThat(split.choose().size()).isEqualTo(2 * choose.size()).isBetween(120, 280);
  }

  @Test
  void imagesOfTheReportAreOnNeitherSide() {
    Set<String> reported = contents(first(images, 10));

    assertThat(contents(split.train())).doesNotContainAnyElementsOf(reported);
    assertThat(contents(split.choose())).doesNotContainAnyElementsOf(reported);
    assertThat(split.train().size() + split.choose().size()).isEqualTo(2 * (DIFFERENT - 10));
  }

  private static Set<String> contents(FaceImages faces) {
    Set<String> contents = new HashSet<>();
    for (int i = 0; i < faces.size(); i++) {
      contents.add(
          new String(
              faces.pixels(), i * LENGTH, LENGTH, java.nio.charset.StandardCharsets.ISO_8859_1));
    }
    return contents;
  }

  private static FaceImages first(FaceImages all, int count) {
    return all.only(name -> Integer.parseInt(name.substring(1)) < count && name.startsWith("a"));
  }

  private static FaceImages twice() {
    byte[] pixels = new byte[2 * DIFFERENT * LENGTH];
    byte[] image = new byte[LENGTH];
    Random random = new Random(4);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < DIFFERENT; i++) {
      random.nextBytes(image);
      System.arraycopy(image, 0, pixels, 2 * i * LENGTH, LENGTH);
      System.arraycopy(image, 0, pixels, (2 * i + 1) * LENGTH, LENGTH);
      names.add("a" + i);
      names.add("b" + i);
    }
    return new FaceImages(SIDE, pixels, Collections.nCopies(2 * DIFFERENT, Expression.FEAR), names);
  }
}
