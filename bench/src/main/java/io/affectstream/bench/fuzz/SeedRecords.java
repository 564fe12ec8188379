package io.affectstream.bench.fuzz;

import io.affectstream.ingest.Ingest;
import io.affectstream.ingest.IngestListener;
import io.affectstream.ingest.RecordSink;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.media.Cancellation;
import io.affectstream.ingest.media.MediaException;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * The well-formed records from which wrong ones are derived: the beginning of a source as published
 * by ingest, with reduced images so that many records take little time.
 */
final class SeedRecords implements RecordSink {

  private static final int FRAMES = 12;
  private static final int CHUNKS = 12;
  private static final int TRANSCRIPTS = 6;
  private static final int WIDTH = 160;

  private final List<VideoFrame> frames = new ArrayList<>();
  private final List<AudioChunk> chunks = new ArrayList<>();
  private final List<Transcript> transcripts = new ArrayList<>();
  private Optional<StreamDescriptor> descriptor = Optional.empty();

  /**
   * Reads a source.
   *
   * @throws IOException if it has no images
   */
  static SeedRecords of(StreamPlan plan) throws IOException, MediaException {
    SeedRecords seeds = new SeedRecords();
    var unused = new Ingest(seeds).play(plan, IngestListener.NONE, new Cancellation());
    if (seeds.frames.isEmpty()) {
      throw new IOException("%s: expected images, found none".formatted(plan.source().describe()));
    }
    return seeds;
  }

  StreamDescriptor described() {
    return descriptor.orElseThrow();
  }

  List<VideoFrame> frames() {
    return frames;
  }

  List<AudioChunk> chunks() {
    return chunks;
  }

  List<Transcript> transcripts() {
    return transcripts;
  }

  @Override
  public void descriptor(StreamDescriptor record) {
    descriptor = Optional.of(record);
  }

  @Override
  public void video(VideoFrame frame) throws IOException {
    if (frames.size() < FRAMES && !frame.getEndOfStream()) {
      BufferedImage small = small(frame);
      ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
      ImageIO.write(small, "jpg", jpeg);
      frames.add(
          VideoFrame.newBuilder(frame)
              .setWidth(small.getWidth())
              .setHeight(small.getHeight())
              .setData(ByteBuffer.wrap(jpeg.toByteArray()))
              .build());
    }
  }

  private static BufferedImage small(VideoFrame frame) throws IOException {
    byte[] bytes = new byte[frame.getData().remaining()];
    frame.getData().duplicate().get(bytes);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
    int height = Math.max(1, image.getHeight() * WIDTH / image.getWidth());
    BufferedImage small = new BufferedImage(WIDTH, height, BufferedImage.TYPE_3BYTE_BGR);
    var graphics = small.createGraphics();
    graphics.drawImage(
        image.getScaledInstance(WIDTH, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
    graphics.dispose();
    return small;
  }

  @Override
  public void audio(AudioChunk chunk) {
    if (chunks.size() < CHUNKS && !chunk.getEndOfStream()) {
      chunks.add(chunk);
    }
  }

  @Override
  public void transcript(Transcript transcript) {
    if (transcripts.size() < TRANSCRIPTS && !transcript.getEndOfStream()) {
      transcripts.add(transcript);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
