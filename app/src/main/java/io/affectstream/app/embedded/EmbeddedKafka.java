package io.affectstream.app.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A single Kafka broker in this process (KRaft: broker and controller in one), reachable on the
 * loopback address only. If restarted on the same folder, it keeps its cluster id and data. Not
 * thread-safe; {@link #close} stops it and keeps the folder.
 */
public final class EmbeddedKafka implements AutoCloseable {

  /** Largest record the broker accepts, in bytes: 16 MiB of payload plus space for its envelope. */
  public static final int MAX_RECORD_BYTES = (16 << 20) + (64 << 10);

  /**
   * Longest time of a transaction. Broker and job are one process: when it is slow or asleep,
   * neither is lost, so a transaction may be open as long as a machine sleeps.
   */
  static final Duration TRANSACTION_TIMEOUT = Duration.ofHours(24);

  private static final String NODE = "1";
  private static final int ATTEMPTS = 5;

  private final KafkaRaftServer server;
  private final int port;
  private final String clusterId;

  private EmbeddedKafka(KafkaRaftServer server, int port, String clusterId) {
    this.server = server;
    this.port = port;
    this.clusterId = clusterId;
  }

  /** Starts on any free port. */
  public static EmbeddedKafka start(Path folder) throws IOException {
    return start(folder, 0);
  }

  /**
   * Starts and returns when the broker accepts requests.
   *
   * @param folder folder of its data; created if missing
   * @param port port of clients, 0 = any free one
   * @throws IOException if the folder cannot be used or the port is taken
   */
  public static EmbeddedKafka start(Path folder, int port) throws IOException {
    Path data = Files.createDirectories(folder).toAbsolutePath();
    Exit.setHaltProcedure((code, message) -> giveUp(data, code));
    for (int attempt = 1; ; attempt++) {
      int[] free = FreePorts.find(2);
      int clients = port == 0 ? free[0] : port;
      Map<String, Object> settings = settings(data, clients, free[1]);
      String clusterId = format(data);
      try {
        return new EmbeddedKafka(started(new KafkaConfig(settings, false)), clients, clusterId);
      } catch (RuntimeException e) {
        if (port != 0 || attempt == ATTEMPTS) {
          throw new IOException(
              "embedded Kafka: could not start on 127.0.0.1:%d with data in %s: %s"
                  .formatted(clients, data, e.getMessage()),
              e);
        }
      }
    }
  }

  /**
   * The broker ends its process, usually because its disk is full, and reports this only in the
   * log, which may be on the same full disk.
   */
  private static void giveUp(Path data, int code) {
    System.err.printf(
        "affect: the embedded Kafka broker stopped, probably because %s cannot be"
            + " written (%d MB free; see the log); free some space and run the same command"
            + " again to continue%n",
        data, data.toFile().getUsableSpace() / 1_000_000);
    Runtime.getRuntime().halt(code);
  }

  private static KafkaRaftServer started(KafkaConfig config) {
    KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
    try {
      server.startup();
      return server;
    } catch (RuntimeException e) {
      server.shutdown();
      throw e;
    }
  }

  /** Address for clients. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Identity of the cluster, kept over restarts on the same folder. */
  public String clusterId() {
    return clusterId;
  }

  /** Stops the broker; its data is kept. */
  @Override
  public void close() {
    Uninterrupted.run(
        () -> {
          server.shutdown();
          server.awaitShutdown();
        });
  }

  private static String format(Path data) throws IOException {
    Path identity = data.resolve("meta.properties");
    if (Files.exists(identity)) {
      return storedClusterId(identity);
    }
    String clusterId = Uuid.randomUuid().toString();
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    try (PrintStream print = new PrintStream(log, true, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(print)
          .setNodeId(Integer.parseInt(NODE))
          .setClusterId(clusterId)
          .addDirectory(data.toString())
          .setMetadataLogDirectory(data.toString())
          .setControllerListenerName("CONTROLLER")
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setIgnoreFormatted(true)
          .run();
    } catch (Exception e) {
      throw new IOException(
          "embedded Kafka: could not prepare %s: %s %s"
              .formatted(data, e.getMessage(), log.toString(StandardCharsets.UTF_8).strip()),
          e);
    }
    return clusterId;
  }

  private static String storedClusterId(Path identity) throws IOException {
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(identity)) {
      properties.load(reader);
    }
    String clusterId = properties.getProperty("cluster.id");
    if (clusterId == null) {
      throw new IOException(
          "embedded Kafka: expected cluster.id in %s, found none; remove the folder to start over"
              .formatted(identity));
    }
    return clusterId;
  }

  private static Map<String, Object> settings(Path data, int clients, int controller) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", NODE);
    settings.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controller);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("inter.broker.listener.name", "CLIENTS");
    settings.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put(
        "listeners",
        "CLIENTS://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(clients, controller));
    settings.put("advertised.listeners", "CLIENTS://127.0.0.1:" + clients);
    settings.put("log.dirs", data.toString());
    settings.put("auto.create.topics.enable", "false");
    settings.put("message.max.bytes", MAX_RECORD_BYTES);
    settings.put("replica.fetch.max.bytes", MAX_RECORD_BYTES);
    settings.put("log.retention.ms", "-1");
    single(settings);
    return settings;
  }

  /** Settings of a single broker on a laptop: no replication, little memory, no waits at start. */
  private static void single(Map<String, Object> settings) {
    for (String topic :
        new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
      settings.put(topic + ".replication.factor", "1");
      settings.put(topic + ".num.partitions", "1");
    }
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.max.timeout.ms", Long.toString(TRANSACTION_TIMEOUT.toMillis()));
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    settings.put("log.cleaner.dedupe.buffer.size", 4 << 20);
    settings.put("log.cleaner.io.buffer.size", 64 << 10);
    settings.put("offsets.load.buffer.size", 1 << 20);
    settings.put("transaction.state.log.load.buffer.size", 1 << 20);
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("background.threads", "2");
    settings.put("num.recovery.threads.per.data.dir", "1");
    settings.put("controlled.shutdown.max.retries", "1");
  }
}
