package io.affectstream.bench.figures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Values over time, one panel below the other, each from zero to its maximum. */
public final class LineChart {

  private static final int WIDTH = 1000;
  private static final int LEFT = 90;
  private static final int RIGHT = 30;
  private static final int TOP = 56;
  private static final int PANEL = 120;
  private static final int GAP = 44;
  private static final double SECONDS_PER_MINUTE = 60;
  private static final Color INK = new Color(0x22, 0x26, 0x2B);
  private static final Color PALE = new Color(0xC9, 0xCD, 0xD2);
  private static final Color CURVE = new Color(0x2F, 0x6F, 0xB3);

  /**
   * A curve.
   *
   * @param label name with unit
   * @param trend the values
   */
  public record Panel(String label, Trend trend) {}

  private LineChart() {}

  /** Draws the panels on one scale of time. */
  public static BufferedImage draw(String title, List<Panel> panels) {
    int height = TOP + panels.size() * (PANEL + GAP);
    BufferedImage image = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, WIDTH, height);
      graphics.setColor(INK);
      graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 18));
      graphics.drawString(title, 20, 32);
      double end =
          panels.stream()
              .flatMapToDouble(panel -> Arrays.stream(panel.trend().seconds()))
              .max()
              .orElse(1);
      for (int i = 0; i < panels.size(); i++) {
        panel(graphics, panels.get(i), TOP + i * (PANEL + GAP), Math.max(end, 1));
      }
    } finally {
      graphics.dispose();
    }
    return image;
  }

  private static void panel(Graphics2D graphics, Panel panel, int top, double end) {
    int width = WIDTH - LEFT - RIGHT;
    double[] values = panel.trend().values();
    double[] seconds = panel.trend().seconds();
    double highest = Math.max(1e-9, Arrays.stream(values).max().orElse(1));
    graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 13));
    graphics.setColor(INK);
    graphics.drawString(panel.label(), LEFT, top + 12);
    int base = top + 20 + PANEL - 20;
    int room = PANEL - 20;
    graphics.setColor(PALE);
    graphics.drawRect(LEFT, base - room, width, room);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    graphics.setColor(INK);
    right(graphics, Summary.number(highest), LEFT - 8, base - room + 10);
    right(graphics, "0", LEFT - 8, base);
    graphics.drawString("0", LEFT, base + 15);
    right(
        graphics,
        String.format(Locale.ROOT, "%.1f min", end / SECONDS_PER_MINUTE),
        LEFT + width,
        base + 15);
    Path2D curve = new Path2D.Double();
    for (int i = 0; i < values.length; i++) {
      double x = LEFT + width * seconds[i] / end;
      double y = base - room * Math.max(0, values[i]) / highest;
      if (i == 0) {
        curve.moveTo(x, y);
      } else {
        curve.lineTo(x, y);
      }
    }
    graphics.setColor(CURVE);
    graphics.setStroke(new BasicStroke(1.6f));
    graphics.draw(curve);
  }

  private static void right(Graphics2D graphics, String text, int x, int y) {
    FontMetrics metrics = graphics.getFontMetrics();
    graphics.drawString(text, x - metrics.stringWidth(text), y);
  }
}
