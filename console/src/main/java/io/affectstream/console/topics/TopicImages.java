package io.affectstream.console.topics;

import io.affectstream.console.api.ApiException;
import io.affectstream.console.api.ErrorCode;
import io.affectstream.schemas.VideoFrame;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** The images of streams, from the topic of video frames. Thread-safe. */
public final class TopicImages implements AutoCloseable {

  private static final int MAX_KNOWN = 10_000;
  private static final int BYTES_PER_PIXEL = 3;

  private final ConsoleKafka kafka;
  private final ConsumerPool pool;
  private final Map<String, Integer> partitions = new ConcurrentHashMap<>();

  /** Images from these topics. */
  public TopicImages(ConsoleKafka kafka) {
    this.kafka = kafka;
    this.pool = new ConsumerPool(kafka);
  }

  /**
   * The last image of a stream at or before a time.
   *
   * @param time originating time in microseconds
   * @throws ApiException {@link ErrorCode#NO_IMAGE}, and those of {@link TopicPages#page}
   */
  public StreamImage at(String stream, long time) throws ApiException {
    byte[] key = stream.getBytes(StandardCharsets.UTF_8);
    return pool.with(
        reader -> {
          for (int partition : candidates(reader.consumer(), stream, key)) {
            BoundedReading records =
                new BoundedReading(
                    reader.consumer(),
                    new TopicPartition(kafka.topics().video(), partition),
                    stream);
            Optional<VideoFrame> frame =
                new ImageScan(records, kafka.format().codec(VideoFrame.class), key, stream)
                    .at(time);
            if (frame.isPresent()) {
              remember(stream, partition);
              return image(frame.get());
            }
          }
          throw none(
              stream,
              "no frame at or before %d µs is in %s".formatted(time, kafka.topics().video()));
        });
  }

  /**
   * Where the stream's frames are: the partition that Kafka's partitioner chooses first, then the
   * others, because other clients choose differently.
   */
  private List<Integer> candidates(
      KafkaConsumer<byte[], byte[]> consumer, String stream, byte[] key) {
    Integer known = partitions.get(stream);
    if (known != null) {
      return List.of(known);
    }
    int count = 0;
    for (PartitionInfo partition : consumer.partitionsFor(kafka.topics().video())) {
      count = Math.max(count, partition.partition() + 1);
    }
    List<Integer> order = new ArrayList<>();
    for (int partition = 0; partition < count; partition++) {
      order.add(partition);
    }
    if (count > 0) {
      Collections.swap(order, 0, BuiltInPartitioner.partitionForKey(key, count));
    }
    return order;
  }

  private void remember(String stream, int partition) {
    if (partitions.size() >= MAX_KNOWN) {
      partitions.clear();
    }
    partitions.put(stream, partition);
  }

  private static StreamImage image(VideoFrame frame) throws ApiException {
    byte[] data = new byte[frame.getData().remaining()];
    frame.getData().duplicate().get(data);
    return switch (frame.getEncoding()) {
      case JPEG -> new StreamImage(frame.getTime(), "image/jpeg", data);
      case PNG -> new StreamImage(frame.getTime(), "image/png", data);
      case BGR24 -> new StreamImage(frame.getTime(), "image/jpeg", encoded(frame, data));
      case REFERENCE ->
          throw none(
              frame.getStream(),
              "the frame at %d µs is a reference (%s); only images in the topic are shown"
                  .formatted(frame.getTime(), frame.getUri()));
    };
  }

  private static byte[] encoded(VideoFrame frame, byte[] pixels) throws ApiException {
    int width = frame.getWidth();
    int height = frame.getHeight();
    if (width <= 0 || height <= 0 || (long) width * height * BYTES_PER_PIXEL != pixels.length) {
      throw none(
          frame.getStream(),
          "the frame at %d µs has %d x %d pixels in %d bytes"
              .formatted(frame.getTime(), width, height, pixels.length));
    }
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    ByteBuffer.wrap(pixels).get(((DataBufferByte) image.getRaster().getDataBuffer()).getData());
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "jpeg", file);
    } catch (IOException e) {
      throw new IllegalStateException("in memory", e);
    }
    return file.toByteArray();
  }

  private static ApiException none(String stream, String why) {
    return new ApiException(ErrorCode.NO_IMAGE, "stream %s: %s".formatted(stream, why));
  }

  @Override
  public void close() {
    pool.close();
  }
}
