package io.affectstream.bench.figures;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** A summary as horizontal bars: each section, and within it each unit, on a separate scale. */
public final class SummaryChart {

  private static final int WIDTH = 1000;
  private static final int LEFT = 330;
  private static final int RIGHT = 150;
  private static final int MARGIN = 20;
  private static final int PITCH = 26;
  private static final int BAR = 16;
  private static final Color INK = new Color(0x22, 0x26, 0x2B);
  private static final Color PALE = new Color(0x6B, 0x72, 0x7A);
  private static final Color FILL = new Color(0x2F, 0x6F, 0xB3);
  private static final Color RANGE = new Color(0xC4, 0x6A, 0x1B);

  private final Graphics2D graphics;
  private int y = MARGIN;

  private SummaryChart(Graphics2D graphics) {
    this.graphics = graphics;
  }

  /** Draws the chart. */
  public static BufferedImage draw(Summary summary) {
    BufferedImage probe = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    int height = paint(summary, probe.createGraphics());
    BufferedImage image = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, WIDTH, height);
    int unused = paint(summary, graphics);
    return image;
  }

  /** Paints and returns the required height. */
  private static int paint(Summary summary, Graphics2D graphics) {
    try {
      SummaryChart chart = new SummaryChart(graphics);
      chart.line(summary.title(), Font.BOLD, 18, INK, 28);
      summary.facts().forEach(fact -> chart.line(fact, Font.PLAIN, 13, PALE, 19));
      summary.sections().forEach(chart::section);
      return chart.y + MARGIN;
    } finally {
      graphics.dispose();
    }
  }

  private void line(String text, int style, int size, Color colour, int height) {
    graphics.setFont(new Font(Font.SANS_SERIF, style, size));
    graphics.setColor(colour);
    y += height;
    graphics.drawString(fit(text, WIDTH - 2 * MARGIN), MARGIN, y - 6);
  }

  private String fit(String text, int room) {
    FontMetrics metrics = graphics.getFontMetrics();
    String shown = text;
    while (metrics.stringWidth(shown) > room && shown.length() > 1) {
      shown = shown.substring(0, shown.length() - 2) + "…";
    }
    return shown;
  }

  private void section(FigureGroup section) {
    y += 10;
    line(section.title(), Font.BOLD, 14, INK, 26);
    y += 6;
    for (Figure figure : section.figures()) {
      double longest =
          section.figures().stream()
              .filter(other -> other.unit().equals(figure.unit()))
              .mapToDouble(other -> Math.max(0, other.spread().greatest()))
              .max()
              .orElse(0);
      bar(figure, longest);
    }
  }

  private void bar(Figure figure, double longest) {
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    FontMetrics metrics = graphics.getFontMetrics();
    int base = y + (BAR + metrics.getAscent() - metrics.getDescent()) / 2;
    String label = fit(figure.label(), LEFT - MARGIN - 12);
    graphics.setColor(INK);
    graphics.drawString(label, LEFT - 12 - metrics.stringWidth(label), base);
    Spread spread = figure.spread();
    int length = length(spread.median(), longest);
    graphics.setColor(FILL);
    graphics.fillRect(LEFT, y, Math.max(1, length), BAR);
    int end = LEFT + length;
    if (spread.count() > 1) {
      int from = LEFT + length(spread.least(), longest);
      end = LEFT + length(spread.greatest(), longest);
      graphics.setColor(RANGE);
      graphics.fillRect(from, y + BAR / 2 - 1, Math.max(1, end - from), 3);
    }
    graphics.setColor(INK);
    graphics.drawString(
        Summary.number(spread.median()) + " " + figure.unit(), Math.max(end, LEFT) + 8, base);
    y += PITCH;
  }

  private static int length(double value, double longest) {
    return longest <= 0
        ? 0
        : (int) Math.round((WIDTH - LEFT - RIGHT) * Math.max(0, value) / longest);
  }
}
