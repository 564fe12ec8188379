package io.affectstream.bench.profile;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report as horizontal bars. */
public final class Chart {

  private static final int WIDTH = 1000;
  private static final int LEFT = 270;
  private static final int RIGHT = 90;
  private static final int TOP = 84;
  private static final int PITCH = 30;
  private static final int BAR = 20;
  private static final int BOTTOM = 24;
  private static final Color INK = new Color(0x22, 0x26, 0x2B);
  private static final Color PALE = new Color(0x6B, 0x72, 0x7A);
  private static final Color OWN = new Color(0x2F, 0x6F, 0xB3);
  private static final Color WHOLE = new Color(0xC4, 0x6A, 0x1B);

  private record Line(String label, double millis, Color colour) {}

  private Chart() {}

  /** Draws CPU milliseconds per frame by stage, their sum, and end to end. */
  public static BufferedImage draw(Report report) {
    List<Line> lines = lines(report);
    int height = TOP + lines.size() * PITCH + BOTTOM;
    BufferedImage image = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, WIDTH, height);
      heading(graphics, report);
      double longest = lines.stream().mapToDouble(Line::millis).max().orElse(1);
      for (int i = 0; i < lines.size(); i++) {
        bar(graphics, lines.get(i), TOP + i * PITCH, longest);
      }
    } finally {
      graphics.dispose();
    }
    return image;
  }

  private static List<Line> lines(Report report) {
    List<Line> lines = new ArrayList<>();
    for (Map.Entry<String, Double> stage : report.stages().entrySet()) {
      lines.add(new Line(stage.getKey(), stage.getValue(), OWN));
    }
    lines.add(new Line("sum, one thread", report.ownWork(), OWN.darker()));
    lines.add(new Line("Kafka, Flink, JVM", report.difference(), WHOLE));
    lines.add(new Line("end to end", report.endToEnd().cpuMillisPerFrame(), WHOLE.darker()));
    return lines;
  }

  private static void heading(Graphics2D graphics, Report report) {
    graphics.setColor(INK);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 18));
    graphics.drawString("Where time goes: CPU milliseconds per frame", 20, 34);
    graphics.setColor(PALE);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    graphics.drawString(
        String.format(
            Locale.ROOT,
            "%d frames, bundle %s, %d cores, %.1f frames/s end to end%s",
            report.frames(),
            report.bundle(),
            report.cores(),
            report.endToEnd().framesPerSecond(),
            report.peer() == null
                ? ""
                : String.format(
                    Locale.ROOT, ", peer %.1f frames/s", report.peer().framesPerSecond())),
        20,
        58);
  }

  private static void bar(Graphics2D graphics, Line line, int y, double longest) {
    int room = WIDTH - LEFT - RIGHT;
    int length = (int) Math.round(room * Math.max(0, line.millis()) / longest);
    FontMetrics metrics = graphics.getFontMetrics();
    int base = y + (BAR + metrics.getAscent() - metrics.getDescent()) / 2;
    graphics.setColor(INK);
    graphics.drawString(line.label(), LEFT - 12 - metrics.stringWidth(line.label()), base);
    graphics.setColor(line.colour());
    graphics.fillRect(LEFT, y, Math.max(1, length), BAR);
    graphics.setColor(INK);
    graphics.drawString(String.format(Locale.ROOT, "%.2f", line.millis()), LEFT + length + 8, base);
  }
}
