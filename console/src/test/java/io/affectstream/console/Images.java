package io.affectstream.console;

import io.affectstream.schemas.FrameEncoding;
import io.affectstream.schemas.VideoFrame;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Images of {@link Talk}s: each shows its stream and its frame's number. */
final class Images {

  static final int WIDTH = 320;
  static final int HEIGHT = 240;

  private Images() {}

  /** JPEG images of the frames {@code from} (inclusive) to {@code until}. */
  static List<VideoFrame> of(String stream, long from, long until) {
    List<VideoFrame> frames = new ArrayList<>();
    for (long frame = from; frame < until; frame++) {
      frames.add(frame(stream, frame, FrameEncoding.JPEG, file(stream, frame, "jpeg")));
    }
    return frames;
  }

  static VideoFrame png(String stream, long frame) {
    return frame(stream, frame, FrameEncoding.PNG, file(stream, frame, "png"));
  }

  static VideoFrame pixels(String stream, long frame) {
    byte[] data =
        ((DataBufferByte) image(stream, frame).getRaster().getDataBuffer()).getData().clone();
    return frame(stream, frame, FrameEncoding.BGR24, data);
  }

  static VideoFrame reference(String stream, long frame) {
    VideoFrame made = frame(stream, frame, FrameEncoding.REFERENCE, new byte[0]);
    return VideoFrame.newBuilder(made).setUri("folder/1.jpg").build();
  }

  private static VideoFrame frame(String stream, long frame, FrameEncoding encoding, byte[] data) {
    return VideoFrame.newBuilder()
        .setStream(stream)
        .setSequence(frame)
        .setTime(frame * Talk.INTERVAL)
        .setEncoding(encoding)
        .setWidth(WIDTH)
        .setHeight(HEIGHT)
        .setData(ByteBuffer.wrap(data))
        .build();
  }

  static byte[] file(String stream, long frame, String format) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      ImageIO.write(image(stream, frame), format, file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return file.toByteArray();
  }

  private static BufferedImage image(String stream, long frame) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.getHSBColor(frame % 100 / 100f, 0.7f, 0.8f));
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    graphics.setColor(Color.WHITE);
    graphics.drawString(stream + " " + frame, 20, HEIGHT / 2);
    graphics.dispose();
    return image;
  }
}
