package io.affectstream.app.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.app.cli.Affect;
import io.affectstream.app.embedded.EmbeddedKafka;
import io.affectstream.app.webhook.Receiver.Request;
import io.affectstream.schemas.AffectAlert;
import io.affectstream.schemas.DeadLetter;
import io.affectstream.schemas.Severity;
import io.affectstream.schemas.wire.WireCodec;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code affect notify} between a real broker and a real receiver that misbehaves. */
@Timeout(300)
class NotifyITCase {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final int ALERTS = 12;

  @TempDir static Path folder;

  private static EmbeddedKafka kafka;
  private static int runs;

  private final String prefix = "notify" + ++runs;
  private final List<Running> running = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    kafka = EmbeddedKafka.start(folder.resolve("kafka"));
    Files.writeString(folder.resolve("secret"), SECRET + "\n");
  }

  @AfterAll
  static void stop() {
    if (kafka != null) {
      kafka.close();
    }
  }

  @AfterEach
  void end() throws Exception {
    for (Running each : running) {
      each.interrupt();
    }
  }

  /** The command in a thread of its own. */
  private record Running(
      Thread thread, CompletableFuture<Affect> outcome, ByteArrayOutputStream err) {

    static Running start(String... arguments) {
      CompletableFuture<Affect> outcome = new CompletableFuture<>();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      Thread thread = new Thread(() -> outcome.complete(Affect.run(err, arguments)), "notify");
      thread.start();
      return new Running(thread, outcome, err);
    }

    Affect interrupt() throws Exception {
      thread.interrupt();
      return outcome.get(60, TimeUnit.SECONDS);
    }
  }

  private Running notifying(String url, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "notify",
                "--bootstrap-servers=" + kafka.bootstrapServers(),
                "--topic-prefix=" + prefix,
                "--group=" + prefix,
                "--url=" + url,
                "--secret-file=" + folder.resolve("secret")));
    arguments.addAll(List.of(more));
    Running started = Running.start(arguments.toArray(String[]::new));
    running.add(started);
    return started;
  }

  private List<String> publish() throws Exception {
    Affect created =
        Affect.run(
            "topics",
            "create",
            "--bootstrap-servers=" + kafka.bootstrapServers(),
            "--topic-prefix=" + prefix);
    assertThat(created.code()).as(created.err()).isZero();
    List<String> ids = new ArrayList<>();
    WireCodec<AffectAlert> codec = WireCodec.of(AffectAlert.class);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < ALERTS; i++) {
        AffectAlert alert = alert(i);
        ids.add(alert.getId());
        byte[] key = alert.getStream().getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(prefix + ".alerts", key, codec.encode(alert))).get();
      }
    }
    return ids;
  }

  private static AffectAlert alert(int i) {
    return AffectAlert.newBuilder()
        .setStream("stream-" + i % 5)
        .setId("id" + i)
        .setRule("angry")
        .setEffectiveFrom(Long.MIN_VALUE)
        .setText("words match \"é|\u4f60\" while anger over 0.4")
        .setSeverity(i % 4 == 0 ? Severity.INFO : Severity.CRITICAL)
        .setTime(i * 1_000_000L)
        .setOnset(i * 1_000_000L)
        .setFrame(i)
        .setWords(List.of("\u4f60"))
        .setBundle("fusion-3@1")
        .build();
  }

  private static void await(BooleanSupplier condition, String what) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("waiting until %s", what).isNegative();
      Thread.sleep(20);
    }
  }

  private static Set<String> ids(List<Request> requests) {
    return requests.stream().map(Request::id).collect(Collectors.toSet());
  }

  private long committed() {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id", prefix);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return consumer
          .committed(
              consumer.partitionsFor(prefix + ".alerts").stream()
                  .map(p -> new TopicPartition(p.topic(), p.partition()))
                  .collect(Collectors.toSet()))
          .values()
          .stream()
          .filter(offset -> offset != null)
          .mapToLong(offset -> offset.offset())
          .sum();
    }
  }

  @Test
  void aReceiverThatFailsAndHangsGetsEveryAlertUnderTheSameId() throws Exception {
    List<String> ids = publish();
    try (Receiver receiver =
        Receiver.start(0, earlier -> List.of(500, Receiver.HANGS, 301, 204).get(earlier.size()))) {
      notifying(receiver.url(), "--retries=50 ms, 50 ms, 50 ms, 1 h", "--timeout=1");
      await(() -> ids(receiver.accepted()).size() == ALERTS, "all alerts are accepted");
      await(() -> committed() == ALERTS, "all offsets are committed");
      assertThat(ids(receiver.accepted())).isEqualTo(Set.copyOf(ids));
      Map<String, Set<String>> bodies = new LinkedHashMap<>();
      receiver
          .requests()
          .forEach(r -> bodies.computeIfAbsent(r.id(), id -> new HashSet<>()).add(r.body()));
      assertThat(bodies.values()).allMatch(same -> same.size() == 1);
      assertThat(receiver.requests()).hasSize(4 * ALERTS);
      ForeignVerifier.verify(folder, SECRET, receiver.requests());
    }
  }

  @Test
  void goneStopsWithoutCommitting() throws Exception {
    publish();
    try (Receiver receiver = Receiver.start(0, earlier -> 410)) {
      Affect ended = notifying(receiver.url()).outcome().get(90, TimeUnit.SECONDS);
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.err()).contains("the receiver wants no further alerts (status 410)");
      assertThat(committed()).isZero();
    }
  }

  @Test
  void aReceiverThatIsDownAcrossARestartGetsEveryAlert() throws Exception {
    List<String> ids = publish();
    int port;
    try (Receiver receiver = Receiver.start(0, earlier -> receiverAccepts(earlier) ? 200 : 503)) {
      port = receiver.port();
      notifying(receiver.url(), "--retries=100 ms, 100 ms, 1 h");
      await(() -> receiver.requests().size() >= ALERTS, "each alert was tried");
    }
    running.remove(0).interrupt();
    long before = committed();
    assertThat(before).isLessThan(ALERTS);
    Running second =
        notifying("http://127.0.0.1:" + port + "/hook", "--retries=100 ms, 100 ms, 100 ms, 1 h");
    await(
        () -> second.err().toString(StandardCharsets.UTF_8).contains("next attempt"),
        "it meets a closed port");
    try (Receiver receiver = Receiver.start(port, earlier -> 200)) {
      second.interrupt();
      running.clear();
      notifying(receiver.url());
      await(() -> committed() == ALERTS, "all offsets are committed");
      assertThat(ids(receiver.accepted())).isSubsetOf(ids).hasSizeGreaterThan(0);
      assertThat(receiver.accepted().size() + before).isGreaterThanOrEqualTo(ALERTS);
    }
  }

  private static boolean receiverAccepts(List<Request> earlier) {
    return !earlier.isEmpty() && earlier.get(0).id().endsWith("1");
  }

  @Test
  void anAlertThatIsNeverAcceptedBecomesADeadLetterAndDelaysNoOther() throws Exception {
    publish();
    try (Receiver receiver = Receiver.start(0, earlier -> 200)) {
      notifying(receiver.url(), "--severity=critical", "--retries=50 ms");
      await(() -> committed() == ALERTS, "all offsets are committed");
      assertThat(ids(receiver.accepted())).hasSize(9).doesNotContain("id0", "id4", "id8");
      running.remove(0).interrupt();
    }
    publish();
    try (Receiver receiver = Receiver.start(0, earlier -> 400)) {
      notifying(receiver.url(), "--retries=50 ms, 50 ms");
      await(() -> committed() == 2 * ALERTS, "the offsets are committed");
      assertThat(receiver.requests()).hasSize(3 * ALERTS);
    }
    assertThat(deadLetters()).hasSize(ALERTS).allMatch(m -> m.contains("found status 400"));
  }

  private List<String> deadLetters() throws Exception {
    List<String> messages = new ArrayList<>();
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "group.id",
            prefix + "-letters",
            "auto.offset.reset",
            "earliest");
    WireCodec<DeadLetter> codec = WireCodec.of(DeadLetter.class);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(prefix + ".dead-letters"));
      long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (messages.size() < ALERTS && System.nanoTime() < end) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          messages.add(codec.decode(record.value()).getMessage());
        }
      }
    }
    return messages;
  }

  @Test
  void wrongArgumentsAreReportedWithoutTheSecret() throws Exception {
    Path wrong = Files.writeString(folder.resolve("wrong"), "whsec_tooShort");
    Affect secret =
        Affect.run("notify", "-b", "127.0.0.1:1", "--url=http://h/x", "--secret-file=" + wrong);
    assertThat(secret.code()).isEqualTo(2);
    assertThat(secret.err())
        .contains("--secret-file: expected secret 1")
        .doesNotContain("tooShort");
    Affect url =
        Affect.run("notify", "-b", "127.0.0.1:1", "--url=ftp://h/x", "--secret-file=" + wrong);
    assertThat(url.code()).isEqualTo(2);
    assertThat(url.err()).contains("--url: expected http(s)://HOST/PATH");
  }
}
