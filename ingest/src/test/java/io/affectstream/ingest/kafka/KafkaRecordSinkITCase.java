package io.affectstream.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.ingest.Ingest;
import io.affectstream.ingest.IngestListener;
import io.affectstream.ingest.IngestOutcome;
import io.affectstream.ingest.Positions;
import io.affectstream.ingest.Positions.Position;
import io.affectstream.ingest.RecordSink;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.media.Cancellation;
import io.affectstream.ingest.media.MediaSource;
import io.affectstream.ingest.testing.MediaTools;
import io.affectstream.ingest.testing.MemorySink;
import io.affectstream.ingest.testing.TestKafka;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.FrameEncoding;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import io.affectstream.schemas.Word;
import io.affectstream.schemas.wire.Topics;
import io.affectstream.schemas.wire.WireCodec;
import io.affectstream.schemas.wire.WireException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The sink and the positions against a real broker. */
class KafkaRecordSinkITCase {

  private static final int MAX_MESSAGE_BYTES = 200_000;
  private static final List<Word> WORDS = List.of(new Word("hi", 100_000L, 200_000L, 1f));

  @TempDir static Path data;
  private static TestKafka broker;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    broker = new TestKafka(data);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void recordsArriveAsPublished(TestInfo test) throws Exception {
    KafkaConnection connection = topics(test);
    StreamPlan plan = StreamPlan.of("s1", clip()).withWords(WORDS);
    MemorySink expected = new MemorySink();
    new Ingest(expected).play(plan, IngestListener.NONE, new Cancellation());
    long before = System.currentTimeMillis();
    try (KafkaRecordSink sink = KafkaRecordSink.open(connection, KafkaSinkOptions.DEFAULT)) {
      IngestOutcome outcome = new Ingest(sink).play(plan, IngestListener.NONE, new Cancellation());
      assertThat(outcome).isInstanceOf(IngestOutcome.Completed.class);
    }
    Topics topics = connection.topics();
    assertThat(read(connection, topics.streams(), StreamDescriptor.class))
        .isEqualTo(expected.of(StreamDescriptor.class));
    assertThat(read(connection, topics.video(), VideoFrame.class))
        .isEqualTo(expected.of(VideoFrame.class));
    assertThat(read(connection, topics.audio(), AudioChunk.class))
        .isEqualTo(expected.of(AudioChunk.class));
    assertThat(read(connection, topics.transcripts(), Transcript.class))
        .isEqualTo(expected.of(Transcript.class));
    assertThat(raw(connection, topics.video()))
        .allSatisfy(
            record -> {
              assertThat(record.key()).isEqualTo("s1");
              assertThat(record.timestamp())
                  .as("wall clock, not media time")
                  .isGreaterThanOrEqualTo(before);
            });
  }

  @Test
  void aCutOffRunIsContinuedFromWhatTheTopicsHold(TestInfo test) throws Exception {
    KafkaConnection connection = topics(test);
    StreamPlan plan = StreamPlan.of("s1", clip()).withWords(WORDS);
    assertThat(KafkaPositions.of(connection, List.of("s1")))
        .isEqualTo(Map.of("s1", Positions.NONE));
    MemorySink whole = new MemorySink();
    new Ingest(whole).play(plan, IngestListener.NONE, new Cancellation());

    Cancellation cancellation = new Cancellation();
    try (RecordSink sink = KafkaRecordSink.open(connection, KafkaSinkOptions.DEFAULT)) {
      new Ingest(sink)
          .play(
              plan,
              progress -> {
                if (progress.images() == 6) {
                  cancellation.cancel();
                }
              },
              cancellation);
    }
    noise(connection);
    Positions reached = KafkaPositions.of(connection, List.of("s1", "other")).get("s1");
    assertThat(reached.descriptor().isPresent()).isTrue();
    assertThat(reached.video()).isEqualTo(new Position(5, false));
    assertThat(reached.audio().last()).isBetween(3L, 6L);

    try (RecordSink sink = KafkaRecordSink.open(connection, KafkaSinkOptions.DEFAULT)) {
      new Ingest(sink).play(plan.resumeAfter(reached), IngestListener.NONE, new Cancellation());
    }
    Topics topics = connection.topics();
    assertThat(read(connection, topics.video(), VideoFrame.class))
        .isEqualTo(whole.of(VideoFrame.class));
    assertThat(read(connection, topics.audio(), AudioChunk.class))
        .isEqualTo(whole.of(AudioChunk.class));
    assertThat(read(connection, topics.transcripts(), Transcript.class))
        .isEqualTo(whole.of(Transcript.class));
    Positions end = KafkaPositions.of(connection, List.of("s1")).get("s1");
    assertThat(end).isEqualTo(whole.positions());
    assertThat(end.video().ended() && end.audio().ended() && end.transcripts().ended()).isTrue();
  }

  @Test
  void aFrameOverTheTopicsLimitIsRefusedWithTheRemedy(TestInfo test) throws Exception {
    KafkaConnection connection = topics(test);
    assertThatThrownBy(
            () -> {
              try (RecordSink sink = KafkaRecordSink.open(connection, KafkaSinkOptions.DEFAULT)) {
                assertThat(sink.maxFrameBytes()).isBetween(150_000, MAX_MESSAGE_BYTES);
                sink.video(frame(0, sink.maxFrameBytes()));
                sink.flush();
                sink.video(frame(1, MAX_MESSAGE_BYTES + 1));
                sink.flush();
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(
            "stream 's1'",
            connection.topics().video(),
            "at most " + MAX_MESSAGE_BYTES,
            "claim-check");
    assertThat(read(connection, connection.topics().video(), VideoFrame.class))
        .containsExactly(frame(0, MAX_MESSAGE_BYTES - 2_048));
  }

  @Test
  void aFrameOverTheLimitGoesByClaimCheck(TestInfo test) throws Exception {
    KafkaConnection connection = topics(test);
    KafkaSinkOptions options =
        new KafkaSinkOptions(1_000_000, Duration.ofSeconds(30), Duration.ZERO, Optional.of(folder));
    VideoFrame large = frame(7, 3_000_000);
    try (RecordSink sink = KafkaRecordSink.open(connection, options)) {
      assertThat(sink.maxFrameBytes()).isEqualTo(Integer.MAX_VALUE);
      sink.video(frame(6, 100));
      sink.video(large);
    }
    List<VideoFrame> video = read(connection, connection.topics().video(), VideoFrame.class);
    assertThat(video.get(0)).isEqualTo(frame(6, 100));
    VideoFrame reference = video.get(1);
    assertThat(reference.getEncoding()).isEqualTo(FrameEncoding.REFERENCE);
    assertThat(reference.getData().remaining()).isZero();
    assertThat(reference.getTime()).isEqualTo(large.getTime());
    assertThat(reference.getUri()).isEqualTo("s1/000000000007.jpg");
    assertThat(ByteBuffer.wrap(Files.readAllBytes(folder.resolve(reference.getUri()))))
        .isEqualTo(large.getData());
    try (var files = Files.list(folder.resolve("s1"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void aClaimCheckNeverLeavesItsFolder() throws Exception {
    ClaimCheckWriter claimCheck = new ClaimCheckWriter(folder.resolve("claims"));
    VideoFrame frame = VideoFrame.newBuilder(frame(1, 10)).setStream("../../x/y").build();
    String uri = claimCheck.store(frame).getUri();
    assertThat(folder.resolve("claims").resolve(uri).normalize())
        .startsWith(folder.resolve("claims"))
        .exists();
    VideoFrame other = VideoFrame.newBuilder(frame(1, 10)).setStream("../../x_y").build();
    assertThat(claimCheck.store(other).getUri()).isNotEqualTo(uri);
  }

  @Test
  void missingTopicsAreNamedBeforeAnythingIsWritten() {
    KafkaConnection connection =
        new KafkaConnection(broker.address(), new Topics("nowhere"), Map.of());
    assertThatThrownBy(() -> KafkaRecordSink.open(connection, KafkaSinkOptions.DEFAULT))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("nowhere.video", "affect topics create");
  }

  @Test
  void positionsOfTopicsThatAreNotThereAreNone() throws Exception {
    KafkaConnection connection =
        new KafkaConnection(broker.address(), new Topics("nowhere"), Map.of());
    assertThat(KafkaPositions.of(connection, List.of("s1")))
        .isEqualTo(Map.of("s1", Positions.NONE));
  }

  @Test
  void aBrokerThatIsNotThereIsSaidToBe() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    KafkaSinkOptions options =
        new KafkaSinkOptions(1_000_000, Duration.ofSeconds(1), Duration.ZERO, Optional.empty());
    assertThatThrownBy(() -> KafkaRecordSink.open(KafkaConnection.to("127.0.0.1:" + port), options))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("127.0.0.1:" + port, "is this its address");
  }

  private static KafkaConnection topics(TestInfo test) throws Exception {
    Topics topics = new Topics(test.getTestMethod().orElseThrow().getName());
    broker.createInputs(topics, MAX_MESSAGE_BYTES);
    return new KafkaConnection(broker.address(), topics, Map.of());
  }

  private MediaSource clip() throws IOException {
    return new MediaSource.File(
        MediaTools.ffmpeg(
            folder.resolve("clip.mkv"),
            ("-f lavfi -i testsrc2=size=64x48:rate=10:duration=1"
                    + " -f lavfi -i sine=sample_rate=16000:duration=1"
                    + " -c:v libx264 -bf 2 -c:a pcm_s16le")
                .split(" ")));
  }

  private static VideoFrame frame(long sequence, int bytes) {
    byte[] image = new byte[bytes];
    new Random(sequence).nextBytes(image);
    return new VideoFrame(
        "s1",
        sequence,
        sequence * 40_000,
        40_000L,
        FrameEncoding.JPEG,
        10,
        10,
        ByteBuffer.wrap(image),
        null,
        false);
  }

  /** Foreign records in each topic. */
  private static void noise(KafkaConnection connection) throws Exception {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", connection.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (String topic : List.of(connection.topics().video(), connection.topics().audio())) {
        sent.add(producer.send(new ProducerRecord<>(topic, "noise", new byte[] {1, 2, 3})));
        sent.add(producer.send(new ProducerRecord<>(topic, "s1", new byte[] {1, 2, 3})));
        sent.add(producer.send(new ProducerRecord<>(topic, null, new byte[] {1})));
      }
      VideoFrame foreign = VideoFrame.newBuilder(frame(99, 1)).setStream("other").build();
      byte[] value = WireCodec.of(VideoFrame.class).encode(foreign);
      sent.add(producer.send(new ProducerRecord<>(connection.topics().video(), "other", value)));
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    }
  }

  private static <T extends SpecificRecord> List<T> read(
      KafkaConnection connection, String topic, Class<T> type) throws WireException {
    WireCodec<T> codec = WireCodec.of(type);
    List<T> records = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : raw(connection, topic)) {
      if ("s1".equals(record.key()) && record.value().length > 3) {
        records.add(codec.decode(record.value()));
      }
    }
    return records;
  }

  private static List<ConsumerRecord<String, byte[]>> raw(
      KafkaConnection connection, String topic) {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", connection.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long total =
          consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
      List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
      while (records.size() < total) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      records.sort(
          Comparator.comparingInt(ConsumerRecord<String, byte[]>::partition)
              .thenComparingLong(ConsumerRecord::offset));
      return records;
    }
  }
}
