package io.affectstream.models.detector;

import io.affectstream.features.vision.FaceBox;
import io.affectstream.models.detector.DetectorEvaluation.Miss;
import io.affectstream.training.detector.GreyImage;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Draws regions of scenes side by side, each with its box and surroundings. */
final class MissSheet {

  private static final int TILE = 128;
  private static final int COLUMNS = 12;
  private static final int MAX_TILES = 144;

  private MissSheet() {}

  /** Writes a PNG of up to 144 places. */
  static void write(List<Miss> misses, Path file) throws IOException {
    int count = Math.min(MAX_TILES, misses.size());
    int rows = Math.max(1, (count + COLUMNS - 1) / COLUMNS);
    BufferedImage sheet =
        new BufferedImage(COLUMNS * TILE, rows * TILE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    for (int i = 0; i < count; i++) {
      tile(graphics, misses.get(i), i % COLUMNS * TILE, i / COLUMNS * TILE);
    }
    graphics.dispose();
    ImageIO.write(sheet, "png", file.toFile());
  }

  private static void tile(Graphics2D graphics, Miss miss, int left, int top) {
    FaceBox box = miss.box();
    double side = 2 * Math.max(box.width(), box.height());
    double x0 = box.x() + box.width() / 2 - side / 2;
    double y0 = box.y() + box.height() / 2 - side / 2;
    double scale = TILE / side;
    BufferedImage tile = new BufferedImage(TILE, TILE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < TILE; y++) {
      for (int x = 0; x < TILE; x++) {
        tile.setRGB(x, y, grey(miss.scene().image(), x0 + x / scale, y0 + y / scale));
      }
    }
    graphics.drawImage(tile, left, top, null);
    graphics.setColor(Color.GREEN);
    graphics.drawRect(
        left + (int) ((box.x() - x0) * scale),
        top + (int) ((box.y() - y0) * scale),
        (int) (box.width() * scale),
        (int) (box.height() * scale));
    graphics.setColor(Color.YELLOW);
    graphics.drawString(miss.note(), left + 3, top + TILE - 4);
  }

  private static int grey(GreyImage image, double x, double y) {
    if (x < 0 || y < 0 || x >= image.width() || y >= image.height()) {
      return 0x000040;
    }
    int value = image.pixels()[((int) y) * image.width() + (int) x] & 0xff;
    return (value << 16) | (value << 8) | value;
  }
}
