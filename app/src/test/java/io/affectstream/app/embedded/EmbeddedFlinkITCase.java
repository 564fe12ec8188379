package io.affectstream.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.app.cluster.OpenTransactions;
import io.affectstream.app.embedded.RunningJob.End;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.ConfigReader;
import io.affectstream.jobs.pipeline.JobConfiguration;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class EmbeddedFlinkITCase {

  private static final int RECORDS = 400;

  @TempDir Path folder;

  /** Fails once, on the first record after a checkpoint; keyed by the name of the test. */
  private static final class FailOnceAfterCheckpoint extends RichMapFunction<String, String>
      implements CheckpointListener {

    private static final long serialVersionUID = 1L;
    private static final Map<String, Boolean> FAILED = new ConcurrentHashMap<>();

    private final String test;
    private transient boolean armed;

    FailOnceAfterCheckpoint(String test) {
      this.test = test;
    }

    @Override
    public String map(String value) {
      if (armed && FAILED.putIfAbsent(test, true) == null) {
        throw new IllegalStateException("failure injected at " + value);
      }
      return value;
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
      armed = true;
    }
  }

  /** Fails once at a record, after a while. */
  private static final class FailLate implements MapFunction<String, String> {

    private static final long serialVersionUID = 1L;
    private static final AtomicBoolean FAILED = new AtomicBoolean();

    private final String last;

    FailLate(int last) {
      this.last = Integer.toString(last);
    }

    @Override
    public String map(String value) throws Exception {
      if (value.equals(last) && FAILED.compareAndSet(false, true)) {
        Thread.sleep(3000); // meanwhile the broker refuses the records before
        throw new IllegalStateException("failure injected at " + value);
      }
      return value;
    }
  }

  @Test
  void copiesEachRecordOnceAlthoughATaskFailsAndTheJobIsContinuedByASecondCluster()
      throws Exception {
    AffectConfig config = config();
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"))) {
      createTopics(kafka);
      Path flink = folder.resolve("flink");
      try (EmbeddedFlink cluster = EmbeddedFlink.start(flink, config.flink())) {
        RunningJob job =
            cluster.submit(copy(kafka, config, cluster, new FailOnceAfterCheckpoint("once")));
        produce(kafka, 0, RECORDS);
        awaitCommitted(kafka, 1);
        produce(kafka, RECORDS, 2 * RECORDS);
        awaitCommitted(kafka, 2 * RECORDS);
        assertThat(FailOnceAfterCheckpoint.FAILED).containsKey("once");
        assertThat(job.lastFailure())
            .hasValueSatisfying(line -> assertThat(line).contains("failure injected"));
        assertThat(job.cancel(Duration.ofSeconds(60)).end()).isEqualTo(End.CANCELED);
      }
      Optional<Path> retained = Checkpoints.latest(flink.resolve("checkpoints"));
      assertThat(retained).isPresent();
      produce(kafka, 2 * RECORDS, 3 * RECORDS);
      try (EmbeddedFlink cluster = EmbeddedFlink.start(flink, config.flink())) {
        RunningJob job =
            cluster.submit(
                copy(kafka, config, cluster, new FailOnceAfterCheckpoint("once")),
                retained,
                RecoveryClaimMode.CLAIM);
        awaitCommitted(kafka, 3 * RECORDS);
        Path savepoint = job.stopWithSavepoint(folder.resolve("savepoints"));
        assertThat(savepoint.resolve("_metadata")).isNotEmptyFile();
        assertThat(job.outcome().get().end()).isEqualTo(End.FINISHED);
      }
      assertThat(committed(kafka))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, 3 * RECORDS).mapToObj(Integer::toString).toList());
    }
  }

  /**
   * As after an outage that was longer than the timeout of the transactions, with a task that fails
   * while its sink has not yet noticed: Flink then ends the task manager.
   */
  @Test
  void copiesEachRecordOnceAlthoughTheTaskManagerEnds() throws Exception {
    AffectConfig config =
        ConfigReader.read(
            Optional.empty(),
            List.of(
                "flink.parallelism=1",
                "flink.checkpoint-interval=10 s",
                "flink.restart-delay=1 s",
                "flink.restart-attempts=5"));
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"))) {
      createTopics(kafka);
      try (EmbeddedFlink cluster = EmbeddedFlink.start(folder.resolve("flink"), config.flink())) {
        RunningJob job =
            cluster.submit(copy(kafka, config, cluster, new FailLate(3 * RECORDS - 1)));
        produce(kafka, 0, RECORDS);
        awaitCommitted(kafka, RECORDS);
        produce(kafka, RECORDS, 2 * RECORDS);
        fence(kafka);
        produce(kafka, 2 * RECORDS, 3 * RECORDS);
        awaitCommitted(kafka, 3 * RECORDS);
        assertThat(FailLate.FAILED).isTrue();
        assertThat(cluster.taskManagersStarted()).isEqualTo(2);
        assertThat(job.cancel(Duration.ofSeconds(60)).end()).isEqualTo(End.CANCELED);
      }
      assertThat(committed(kafka))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, 3 * RECORDS).mapToObj(Integer::toString).toList());
    }
  }

  @Test
  void reportsTheRootCauseOfAFailedJobAndServesTheWebInterface() throws Exception {
    AffectConfig config =
        ConfigReader.read(
            Optional.empty(), List.of("flink.parallelism=1", "flink.restart-attempts=0"));
    try (EmbeddedFlink cluster = EmbeddedFlink.start(folder, config.flink())) {
      HttpURLConnection connection =
          (HttpURLConnection) cluster.webAddress().resolve("/overview").toURL().openConnection();
      try (var body = connection.getInputStream()) {
        assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8))
            .contains("\"slots-total\":1");
      }
      assertThat(cluster.webAddress().getHost()).isEqualTo("127.0.0.1");
      StreamExecutionEnvironment environment = environment(config, cluster);
      environment
          .fromData("a")
          .uid("source")
          .map(
              value -> {
                if (value.equals("a")) {
                  throw new IllegalStateException("no models here");
                }
                return value;
              })
          .uid("map")
          .print()
          .uid("sink");
      RunningJob.Outcome outcome = cluster.submit(environment.getStreamGraph()).outcome().get();
      assertThat(outcome.end()).isEqualTo(End.FAILED);
      assertThat(outcome.cause()).contains("no models here");
      assertThat(outcome.trace()).contains("EmbeddedFlinkITCase");
    }
    assertThat(folder.resolve("tmp")).doesNotExist();
  }

  @Test
  void aPortInUseIsSaidWithTheSettingThatChangesIt() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      AffectConfig config =
          ConfigReader.read(Optional.empty(), List.of("flink.web-port=" + other.getLocalPort()));
      assertThatThrownBy(() -> EmbeddedFlink.start(folder, config.flink()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("port %d is in use", other.getLocalPort())
          .hasMessageContaining("flink.web-port");
    }
  }

  @Test
  void refusesToRestoreFromAFolderThatIsNoCheckpoint() throws Exception {
    AffectConfig config = config();
    Path empty = Files.createDirectories(folder.resolve("empty"));
    try (EmbeddedFlink cluster = EmbeddedFlink.start(folder, config.flink())) {
      StreamExecutionEnvironment environment = environment(config, cluster);
      environment.fromData("a").uid("source").print().uid("sink");
      StreamGraph graph = environment.getStreamGraph();
      assertThatThrownBy(
              () -> {
                RunningJob job =
                    cluster.submit(graph, Optional.of(empty), RecoveryClaimMode.NO_CLAIM);
                RunningJob.Outcome outcome = job.outcome().get();
                throw new IOException(outcome.end() + " " + outcome.cause());
              })
          .isInstanceOf(IOException.class)
          .hasMessageContaining("_metadata");
    }
  }

  private static AffectConfig config() throws Exception {
    return ConfigReader.read(
        Optional.empty(),
        List.of(
            "flink.parallelism=2", "flink.checkpoint-interval=200 ms", "flink.restart-delay=0 ms"));
  }

  private static StreamExecutionEnvironment environment(
      AffectConfig config, EmbeddedFlink cluster) {
    return StreamExecutionEnvironment.getExecutionEnvironment(
        JobConfiguration.of(config, cluster.checkpoints().toUri().toString()));
  }

  private static StreamGraph copy(
      EmbeddedKafka kafka,
      AffectConfig config,
      EmbeddedFlink cluster,
      MapFunction<String, String> map) {
    StreamExecutionEnvironment environment = environment(config, cluster);
    KafkaSource<String> source =
        KafkaSource.<String>builder()
            .setBootstrapServers(kafka.bootstrapServers())
            .setTopics("in")
            .setGroupId("copy")
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setValueOnlyDeserializer(new SimpleStringSchema())
            .build();
    KafkaSink<String> sink =
        KafkaSink.<String>builder()
            .setBootstrapServers(kafka.bootstrapServers())
            .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
            .setTransactionalIdPrefix("copy")
            .setProperty("transaction.timeout.ms", "600000")
            .setRecordSerializer(
                KafkaRecordSerializationSchema.builder()
                    .setTopic("out")
                    .setValueSerializationSchema(new SimpleStringSchema())
                    .build())
            .build();
    environment
        .fromSource(source, WatermarkStrategy.noWatermarks(), "in")
        .uid("in")
        .map(map)
        .uid("copy")
        .sinkTo(sink)
        .uid("out");
    return environment.getStreamGraph();
  }

  private static void createTopics(EmbeddedKafka kafka) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .createTopics(
              List.of(new NewTopic("in", 2, (short) 1), new NewTopic("out", 1, (short) 1)))
          .all()
          .get();
    }
  }

  /** Aborts the open transactions, of which there will be one at least. */
  private static void fence(EmbeddedKafka kafka) throws Exception {
    List<String> open = OpenTransactions.of(kafka.bootstrapServers());
    while (open.isEmpty()) {
      Thread.sleep(50);
      open = OpenTransactions.of(kafka.bootstrapServers());
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.fenceProducers(open).all().get();
    }
  }

  private static void produce(EmbeddedKafka kafka, int from, int to) throws Exception {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      for (int i = from; i < to; i++) {
        String text = Integer.toString(i);
        sent.add(producer.send(new ProducerRecord<>("in", text, text)));
      }
    }
    for (Future<RecordMetadata> record : sent) {
      record.get();
    }
  }

  private static void awaitCommitted(EmbeddedKafka kafka, int count) {
    List<String> seen = new ArrayList<>();
    consume(kafka, seen, count);
    assertThat(seen).hasSizeGreaterThanOrEqualTo(count);
  }

  private static List<String> committed(EmbeddedKafka kafka) {
    List<String> seen = new ArrayList<>();
    consume(kafka, seen, 0);
    return seen;
  }

  /** Reads committed records up to the current end and until there are at least {@code count}. */
  private static void consume(EmbeddedKafka kafka, List<String> into, int count) {
    TopicPartition out = new TopicPartition("out", 0);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(out));
      consumer.seekToBeginning(List.of(out));
      while (into.size() < count
          || consumer.position(out) < consumer.endOffsets(List.of(out)).get(out)) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> into.add(record.value()));
      }
    }
  }
}
