package io.affectstream.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {

  private static final Summary SUMMARY =
      new Summary(
          "Measured on a.mp4",
          List.of("2 cores"),
          List.of(
              new FigureGroup(
                  "speed",
                  List.of(
                      new Figure("product", "frames/s", Spread.of(400, 380, 420)),
                      Figure.of("peer", "frames/s", 100),
                      Figure.of("product / peer", "", 4))),
              new FigureGroup("cost", List.of(Figure.of("detect", "ms/frame", 0.12345)))));

  @Test
  void tableHasEveryFigureWithUnitAndRange() {
    List<String> lines = SUMMARY.text().lines().map(line -> line.replaceAll(" +", " ")).toList();

    assertThat(lines)
        .containsExactly(
            "Measured on a.mp4",
            "2 cores",
            "",
            "speed",
            " product 400 frames/s [380 .. 420] of 3",
            " peer 100 frames/s",
            " product / peer 4",
            "",
            "cost",
            " detect 0.123 ms/frame");
  }

  @Test
  void numbersHaveFourDigitsOrAreWhole() {
    assertThat(Summary.number(123_456.7)).isEqualTo("123457");
    assertThat(Summary.number(123.45)).isEqualTo("123.5");
    assertThat(Summary.number(-12.345)).isEqualTo("-12.35");
    assertThat(Summary.number(0)).isEqualTo("0");
  }

  @Test
  void jsonIsReadBackAsItWas() throws IOException {
    assertThat(Summary.parse(SUMMARY.json())).isEqualTo(SUMMARY);
  }

  @Test
  void anythingElseIsRefused() {
    assertThatThrownBy(() -> Summary.parse("{\"a\": 1}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("sections");
  }

  @Test
  void barsAreInProportionWithinTheirUnit() {
    BufferedImage chart = SummaryChart.draw(SUMMARY);
    int bar = 0x2F6FB3;
    long product = longestRun(chart, bar, 0);
    long peer = longestRun(chart, bar, 1);

    assertThat(product).isGreaterThan(400);
    assertThat(peer).isBetween(product / 4 - 2, product / 4 + 2);
  }

  /** Length of the longest run of a colour in the n-th bar from above. */
  private static long longestRun(BufferedImage image, int colour, int bar) {
    int found = -1;
    boolean inside = false;
    long longest = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      long run = 0;
      for (int x = 0; x < image.getWidth(); x++) {
        run += (image.getRGB(x, y) & 0xFFFFFF) == colour ? 1 : 0;
      }
      if (run > 5 && !inside) {
        found++;
      }
      inside = run > 5;
      if (found == bar && inside) {
        longest = Math.max(longest, run);
      }
    }
    return longest;
  }
}
