package io.affectstream.app.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.affectstream.app.embedded.EmbeddedKafka;
import io.affectstream.app.results.Records;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.ConfigReader;
import io.affectstream.jobs.topics.TopicAdmin;
import io.affectstream.jobs.topics.TopicReport;
import io.affectstream.jobs.topics.TopicReport.State;
import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.DeadLetterReason;
import io.affectstream.schemas.Expression;
import io.affectstream.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The output topics on a real broker: topics, collection, printing. */
@Timeout(120)
class OutputCollectorITCase {

  private static EmbeddedKafka kafka;

  @TempDir static Path brokerFolder;
  @TempDir Path folder;

  @BeforeAll
  static void start() throws IOException {
    kafka = EmbeddedKafka.start(brokerFolder);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void topicsAreMadeForReplaysAndExistingOnesAreCheckedButLeftAlone() throws Exception {
    AffectConfig config = config("made", "topics.partitions=3", "topics.retention=1 GB");
    try (TopicAdmin topics = TopicAdmin.connect(config.kafka(), config.topics());
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      assertThat(topics.describe()).extracting(TopicReport::state).containsOnly(State.MISSING);
      admin
          .createTopics(
              List.of(
                  new NewTopic("made.video", 1, (short) 1)
                      .configs(Map.of("retention.ms", "3600000", "max.message.bytes", "1000"))))
          .all()
          .get();

      List<TopicReport> reports = topics.create();

      assertThat(reports)
          .extracting(TopicReport::name, TopicReport::state, TopicReport::partitions)
          .containsExactly(
              tuple("made.streams", State.CREATED, 3),
              tuple("made.video", State.DIFFERS, 1),
              tuple("made.audio", State.CREATED, 3),
              tuple("made.transcripts", State.CREATED, 3),
              tuple("made.rules", State.CREATED, 3),
              tuple("made.frames", State.CREATED, 3),
              tuple("made.events", State.CREATED, 3),
              tuple("made.alerts", State.CREATED, 3),
              tuple("made.dead-letters", State.CREATED, 3),
              tuple("made.live", State.CREATED, 3));
      assertThat(reports.get(1).differences())
          .containsExactly(
              "max.message.bytes: expected 16777216, found 1000: large images will be refused by"
                  + " the broker",
              "retention.ms: expected -1, found 3600000: records may be deleted before they are"
                  + " read");
      assertThat(setting(admin, "made.audio", "retention.ms")).isEqualTo("-1");
      assertThat(setting(admin, "made.audio", "retention.bytes")).isEqualTo("1073741824");
      assertThat(setting(admin, "made.audio", "message.timestamp.type")).isEqualTo("CreateTime");
      assertThat(setting(admin, "made.streams", "cleanup.policy")).isEqualTo("compact");
      assertThat(topics.create().get(0).state()).isEqualTo(State.AS_EXPECTED);
    }
  }

  private static String setting(Admin admin, String topic, String name) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get().get(resource).get(name).value();
  }

  @Test
  void filesDoNotDependOnHowTopicsAndStreamsWereInterleavedAndHoldNothingUncommitted()
      throws Exception {
    AffectConfig config = config("collect");
    create(config);
    List<String> completed = new ArrayList<>();
    Path out = folder.resolve("out");
    try (ResultProducer producer = new ResultProducer(config)) {
      producer.transaction(
          true,
          // the closing event of b arrives long before its rows
          Records.opened("b"),
          Records.closed("b", 80_000, 2),
          Records.opened("a"),
          Records.measured("a", 0, 0, Expression.FEAR),
          Records.measured("other", 0, 0, Expression.FEAR));
      producer.transaction(false, Records.measured("a", 1, 0, Expression.ANGER));
      producer.transaction(
          true,
          Records.measured("a", 1, 0, Expression.FEAR),
          Records.measured("a", 1, 1, Expression.SADNESS),
          Records.episode("a", 0, Expression.FEAR, 0, 0, 40_000),
          Records.episode("a", 0, ActionUnit.AU4, 1, 0, 40_000),
          Records.closed("a", 80_000, 3),
          Records.letter("a", DeadLetterReason.UNDECODABLE_PICTURE),
          Records.letter("other", DeadLetterReason.NOT_AVRO),
          Records.noFace("b", 0),
          Records.noFace("b", 1));
    }
    CollectorListener listener =
        new CollectorListener() {
          @Override
          public void complete(String stream, long rows) {
            completed.add(stream + " " + rows);
          }
        };
    try (OutputCollector collector =
        OutputCollector.create(
            OutputRecords.open(config.kafka()),
            List.of("a", "b"),
            out,
            folder.resolve("scratch"),
            listener,
            System::nanoTime)) {
      Results results = collector.collect(Duration.ofMinutes(1));
      assertThat(results.frames()).isEqualTo(4);
      assertThat(results.deadLetters())
          .containsOnly(Map.entry(DeadLetterReason.UNDECODABLE_PICTURE, 1L));
      assertThat(results.timeline(Terminal.NONE)).contains("Fear", "AU04", "2 NO_FACE");
    }
    assertThat(completed).containsExactlyInAnyOrder("a 3", "b 2");
    assertThat(Files.readAllLines(out.resolve("a.frames.csv")))
        .extracting(line -> String.join(",", List.of(line.split(",")).subList(0, 7)))
        .containsExactly(
            "frame,timestamp,face_id,confidence,success,expression_raw,expression",
            "0,0.000000,0,0.900000,1,Fear,Fear",
            "1,0.040000,0,0.900000,1,Fear,Fear",
            "1,0.040000,1,0.900000,1,Sadness,Sadness");
    assertThat(Files.readAllLines(out.resolve("events.jsonl")))
        .containsExactly(
            "{\"stream\":\"a\",\"kind\":\"STREAM_OPENED\",\"time\":0.000000,\"frames\":0,"
                + "\"bundle\":\"test@0123abcd\"}",
            "{\"stream\":\"a\",\"kind\":\"EPISODE_CLOSED\",\"time\":0.040000,\"face\":0,"
                + "\"expression\":\"Fear\",\"episode\":0,\"onset\":0.000000,\"peak\":0.020000,"
                + "\"offset\":0.040000,\"frames\":2,\"confidence\":0.812500,"
                + "\"peak_confidence\":0.875000,\"bundle\":\"test@0123abcd\"}",
            "{\"stream\":\"a\",\"kind\":\"EPISODE_CLOSED\",\"time\":0.040000,\"face\":0,"
                + "\"action_unit\":\"AU04\",\"episode\":1,\"onset\":0.000000,\"peak\":0.020000,"
                + "\"offset\":0.040000,\"frames\":2,\"confidence\":0.812500,"
                + "\"peak_confidence\":0.875000,\"bundle\":\"test@0123abcd\"}",
            "{\"stream\":\"a\",\"kind\":\"STREAM_CLOSED\",\"time\":0.080000,\"frames\":3,"
                + "\"detail\":\"END_OF_STREAM\",\"bundle\":\"test@0123abcd\"}",
            "{\"stream\":\"b\",\"kind\":\"STREAM_OPENED\",\"time\":0.000000,\"frames\":0,"
                + "\"bundle\":\"test@0123abcd\"}",
            "{\"stream\":\"b\",\"kind\":\"STREAM_CLOSED\",\"time\":0.080000,\"frames\":2,"
                + "\"detail\":\"END_OF_STREAM\",\"bundle\":\"test@0123abcd\"}");
    JsonNode summary = new ObjectMapper().readTree(out.resolve("summary.json").toFile());
    assertThat(summary.path("frames").asLong()).isEqualTo(4);
    assertThat(summary.at("/dead_letters/reasons/UNDECODABLE_PICTURE").asLong()).isEqualTo(1);
    assertThat(summary.at("/streams/0/stream").asText()).isEqualTo("a");
    assertThat(summary.at("/streams/0/rows").asLong()).isEqualTo(3);
    assertThat(summary.at("/streams/0/faces").asLong()).isEqualTo(2);
    assertThat(summary.at("/streams/0/duration").asDouble()).isEqualTo(0.08);
    assertThat(summary.at("/streams/0/seconds_per_expression/Fear").asDouble()).isEqualTo(0.08);
    assertThat(summary.at("/streams/0/repeats_left_out").asLong()).isZero();
    assertThat(summary.at("/streams/1/no_face").asLong()).isEqualTo(2);
    assertThat(summary.at("/streams/1/closed").asText()).isEqualTo("END_OF_STREAM");
    assertThat(folder.resolve("scratch")).isEmptyDirectory();
  }

  @Test
  void givesUpNamingWhatIsMissingAndLeavesNoFiles() throws Exception {
    AffectConfig config = config("stalled");
    create(config);
    try (ResultProducer producer = new ResultProducer(config)) {
      producer.transaction(
          true, Records.measured("a", 0, 0, Expression.FEAR), Records.closed("a", 80_000, 2));
    }
    AtomicLong nanos = new AtomicLong();
    Path out = folder.resolve("out");
    try (OutputCollector collector =
        collector(
            config,
            List.of("a", "b"),
            new CollectorListener() {},
            () -> nanos.addAndGet(Duration.ofSeconds(1).toNanos()))) {
      assertThatThrownBy(() -> collector.collect(Duration.ofSeconds(4)))
          .isInstanceOf(CollectException.class)
          .hasMessage("no result for 4 s; not complete: a (1 of 2 rows), b (0 rows, not closed)");
    }
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void theListenerCanEndACollection() throws Exception {
    AffectConfig config = config("ended");
    create(config);
    CollectorListener failing =
        new CollectorListener() {
          @Override
          public void look() throws IOException {
            throw new IOException("the job failed");
          }
        };
    try (OutputCollector collector = collector(config, List.of("a"), failing, System::nanoTime)) {
      assertThatThrownBy(() -> collector.collect(Duration.ofMinutes(1)))
          .isInstanceOf(IOException.class)
          .hasMessage("the job failed");
    }
  }

  @Test
  void missingTopicsAreNamedWithTheRemedy() throws Exception {
    AffectConfig config = config("nothing");
    assertThatThrownBy(() -> OutputRecords.open(config.kafka()).close())
        .isInstanceOf(CollectException.class)
        .hasMessageContaining("nothing.frames does not exist")
        .hasMessageContaining("affect topics create");
  }

  @Test
  void aRecordThatIsNotOursIsNamedByItsCoordinates() throws Exception {
    AffectConfig config = config("foreign");
    create(config);
    try (ResultProducer producer = new ResultProducer(config)) {
      producer.raw(config.kafka().topicNames().events(), new byte[] {1, 2, 3});
    }
    try (OutputRecords records = OutputRecords.open(config.kafka())) {
      EventPrinter printer = EventPrinterTest.printer(new ByteArrayOutputStream(), true);
      assertThatThrownBy(
              () -> {
                while (!records.isAtEnd()) {
                  records.poll(Duration.ofMillis(100), printer);
                }
              })
          .isInstanceOf(CollectException.class)
          .hasMessageContaining("foreign.events, partition 0, offset 0")
          .hasMessageContaining("C3 01");
    }
  }

  @Test
  void eventsArePrintedForPeople() throws Exception {
    AffectConfig config = config("printed");
    create(config);
    try (ResultProducer producer = new ResultProducer(config)) {
      producer.transaction(
          true,
          Records.opened("a"),
          Records.episode("a", 0, Expression.FEAR, 0, 0, 40_000),
          Records.closed("a", 80_000, 2));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    EventPrinter printer = EventPrinterTest.printer(bytes, false);
    try (OutputRecords records = OutputRecords.open(config.kafka())) {
      while (!printer.allClosed()) {
        records.poll(Duration.ofMillis(100), printer);
      }
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "a      0.00 s           stream opened",
            "a      0.04 s  face 0   Fear      ended   0.00 s to 0.04 s, 2 frames, confidence 0.81",
            "a      0.08 s           stream closed, 2 rows, END_OF_STREAM");
  }

  @Test
  void aClosedStreamWhoseRowsDoNotComeIsWrittenAsItIsAndNamed() throws Exception {
    AffectConfig config = config("lacking");
    create(config);
    try (ResultProducer producer = new ResultProducer(config)) {
      producer.transaction(
          true,
          Records.measured("a", 0, 0, Expression.FEAR),
          Records.closed("a", 80_000, 2),
          Records.noFace("b", 0),
          Records.closed("b", 40_000, 1));
    }
    AtomicLong nanos = new AtomicLong();
    Path out = folder.resolve("out");
    try (OutputCollector collector =
        collector(
            config,
            List.of("a", "b"),
            new CollectorListener() {},
            () -> nanos.addAndGet(Duration.ofSeconds(1).toNanos()))) {
      Results results = collector.collect(Duration.ofMinutes(5));
      assertThat(results.unfinished()).containsExactly(Map.entry("a", "1 of 2 rows"));
    }
    assertThat(out.resolve("a.frames.csv")).content().hasLineCount(2);
    JsonNode summary = new ObjectMapper().readTree(out.resolve("summary.json").toFile());
    assertThat(summary.at("/streams/0/rows_missing").asInt()).isOne();
    assertThat(summary.at("/streams/1/rows_missing").asInt()).isZero();
  }

  @Test
  void whenNothingMoreCanComeAStreamThatIsNotClosedIsWrittenAsItIsAndNamed() throws Exception {
    AffectConfig config = config("drained");
    create(config);
    try (ResultProducer producer = new ResultProducer(config)) {
      producer.transaction(true, Records.measured("a", 0, 0, Expression.FEAR));
    }
    CollectorListener over =
        new CollectorListener() {
          @Override
          public boolean over() {
            return true;
          }
        };
    Path out = folder.resolve("out");
    try (OutputCollector collector = collector(config, List.of("a"), over, System::nanoTime)) {
      assertThat(collector.collect(Duration.ofMinutes(5)).unfinished())
          .containsExactly(Map.entry("a", "1 rows, not closed"));
    }
    JsonNode summary = new ObjectMapper().readTree(out.resolve("summary.json").toFile());
    assertThat(summary.at("/streams/0/closed").asText()).isEqualTo("NOT_CLOSED");
  }

  private static AffectConfig config(String prefix, String... settings) throws Exception {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("kafka.bootstrap-servers=" + kafka.bootstrapServers());
    all.add("kafka.topic-prefix=" + prefix);
    if (settings.length == 0) {
      all.add("topics.partitions=1");
    }
    return ConfigReader.read(Optional.empty(), all);
  }

  private OutputCollector collector(
      AffectConfig config, List<String> streams, CollectorListener listener, LongSupplier nanoTime)
      throws Exception {
    return OutputCollector.create(
        OutputRecords.open(config.kafka()),
        streams,
        folder.resolve("out"),
        folder,
        listener,
        nanoTime);
  }

  private static void create(AffectConfig config) throws Exception {
    try (TopicAdmin topics = TopicAdmin.connect(config.kafka(), config.topics())) {
      topics.create();
    }
  }
}
