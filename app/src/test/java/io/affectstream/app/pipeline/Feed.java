package io.affectstream.app.pipeline;

import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.AudioEncoding;
import io.affectstream.schemas.FrameEncoding;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import io.affectstream.schemas.wire.Topics;
import io.affectstream.schemas.wire.WireCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes raw records, bad ones between frames of two good streams, and stores the coordinates of
 * each bad one. Frames are 40 ms apart and show the images of a clip cyclically.
 */
final class Feed implements AutoCloseable {

  static final long INTERVAL = 40_000;
  static final List<String> GOOD = List.of("good-0", "good-1");

  private static final int MAX_REQUEST = 17 << 20;

  /** Coordinates of a record. */
  record Sent(String topic, int partition, long offset) {}

  private final KafkaProducer<byte[], byte[]> producer;
  private final Topics topics;
  private final List<byte[]> images;
  private final WireCodec<StreamDescriptor> descriptors = WireCodec.of(StreamDescriptor.class);
  private final WireCodec<VideoFrame> video = WireCodec.of(VideoFrame.class);
  private final WireCodec<AudioChunk> audio = WireCodec.of(AudioChunk.class);
  private final WireCodec<Transcript> transcripts = WireCodec.of(Transcript.class);
  private final Map<String, List<Sent>> bad = new LinkedHashMap<>();
  private final List<String> opened = new ArrayList<>();
  private final long[] good = new long[GOOD.size()];

  Feed(String bootstrapServers, Topics topics, List<byte[]> images) {
    this.topics = topics;
    this.images = images;
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "enable.idempotence",
                "true",
                "max.request.size",
                Integer.toString(MAX_REQUEST)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  Topics topics() {
    return topics;
  }

  /** Streams that have been announced. */
  List<String> opened() {
    return opened;
  }

  /** Coordinates of the bad records of a case, in order. */
  List<Sent> bad(String name) {
    return bad.getOrDefault(name, List.of());
  }

  /** Coordinates of all bad records. */
  List<Sent> bad() {
    return bad.values().stream().flatMap(List::stream).toList();
  }

  /** Frames of a good stream so far. */
  long good(String stream) {
    return good[GOOD.indexOf(stream)];
  }

  /** The image of a frame. */
  byte[] image(long sequence) {
    return images.get((int) (sequence % images.size()));
  }

  void open(String stream, Modality... modalities) throws Exception {
    opened.add(stream);
    put(
        topics.streams(),
        stream,
        descriptors.encode(
            StreamDescriptor.newBuilder()
                .setStream(stream)
                .setModalities(List.of(modalities))
                .build()));
  }

  /** Frames {@code from} to {@code to - 1}, each at its number times the interval. */
  void frames(String stream, long from, long to) throws Exception {
    for (long sequence = from; sequence < to; sequence++) {
      put(topics.video(), stream, encoded(frame(stream, sequence).build()));
    }
  }

  VideoFrame.Builder frame(String stream, long sequence) {
    return VideoFrame.newBuilder()
        .setStream(stream)
        .setSequence(sequence)
        .setTime(sequence * INTERVAL)
        .setInterval(INTERVAL)
        .setEncoding(FrameEncoding.JPEG)
        .setData(ByteBuffer.wrap(image(sequence)));
  }

  void endVideo(String stream, long sequence) throws Exception {
    put(
        topics.video(),
        stream,
        encoded(
            frame(stream, sequence).setData(ByteBuffer.allocate(0)).setEndOfStream(true).build()));
  }

  /** 100 ms of a tone. */
  AudioChunk.Builder chunk(String stream, long sequence, int rate, int channels) {
    ByteBuffer samples = ByteBuffer.allocate(rate / 10 * channels * Short.BYTES);
    samples.order(java.nio.ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < rate / 10; i++) {
      short value = (short) (8000 * Math.sin(2 * Math.PI * 220 * i / rate));
      for (int c = 0; c < channels; c++) {
        samples.putShort(value);
      }
    }
    return AudioChunk.newBuilder()
        .setStream(stream)
        .setSequence(sequence)
        .setTime(sequence * 100_000)
        .setSampleRate(rate)
        .setChannels(channels)
        .setEncoding(AudioEncoding.PCM_S16LE)
        .setData(samples.flip());
  }

  void endAudio(String stream, long sequence) throws Exception {
    put(
        topics.audio(),
        stream,
        encoded(
            chunk(stream, sequence, 16_000, 1)
                .setData(ByteBuffer.allocate(0))
                .setEndOfStream(true)
                .build()));
  }

  byte[] encoded(VideoFrame frame) {
    return video.encode(frame);
  }

  byte[] encoded(AudioChunk chunk) {
    return audio.encode(chunk);
  }

  byte[] encoded(Transcript transcript) {
    return transcripts.encode(transcript);
  }

  /** Publishes one record. */
  Sent put(String topic, String key, byte[] value) throws Exception {
    try {
      RecordMetadata at =
          producer
              .send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value))
              .get();
      return new Sent(at.topic(), at.partition(), at.offset());
    } catch (ExecutionException e) {
      throw new AssertionError("record for " + topic + " was not taken", e.getCause());
    }
  }

  /** Publishes a record that must become a dead letter, between two good frames. */
  void bad(String name, String topic, byte[] value) throws Exception {
    good();
    bad.computeIfAbsent(name, unused -> new ArrayList<>()).add(put(topic, name, value));
    good();
  }

  /** One more frame of each good stream. */
  void good() throws Exception {
    for (int i = 0; i < good.length; i++) {
      if (good[i] == 0) {
        open(GOOD.get(i), Modality.FACE);
      }
      frames(GOOD.get(i), good[i], ++good[i]);
    }
  }

  void endGood() throws Exception {
    for (int i = 0; i < good.length; i++) {
      endVideo(GOOD.get(i), good[i]);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
