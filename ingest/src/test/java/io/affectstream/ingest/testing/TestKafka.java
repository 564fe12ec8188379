package io.affectstream.ingest.testing;

import io.affectstream.schemas.wire.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A real broker in this process, with the input topics on demand. */
public final class TestKafka implements AutoCloseable {

  private static final long LOOK_MILLIS = 20;

  private final KafkaRaftServer server;
  private final String address;

  /** Starts a broker with its data in a folder. */
  public TestKafka(Path folder) throws Exception {
    int clients = freePort();
    int controller = freePort();
    new Formatter()
        .setPrintStream(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8))
        .setNodeId(1)
        .setClusterId(Uuid.randomUuid().toString())
        .addDirectory(folder.toString())
        .setMetadataLogDirectory(folder.toString())
        .setControllerListenerName("CONTROLLER")
        .setReleaseVersion(MetadataVersion.latestProduction())
        .run();
    Map<String, Object> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("inter.broker.listener.name", "CLIENTS");
    settings.put(
        "listeners",
        "CLIENTS://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(clients, controller));
    settings.put("log.dirs", folder.toString());
    settings.put("auto.create.topics.enable", "false");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("log.cleaner.dedupe.buffer.size", 4 << 20);
    server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
    server.startup();
    address = "127.0.0.1:" + clients;
  }

  /** Address of the broker. */
  public String address() {
    return address;
  }

  /**
   * Creates the input topics with two partitions each. The broker receives them slightly later than
   * the controller, so this waits for the broker.
   */
  public void createInputs(Topics topics, int maxMessageBytes) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      admin
          .createTopics(
              topics.inputs().stream()
                  .map(
                      name ->
                          new NewTopic(name, 2, (short) 1)
                              .configs(
                                  Map.of("max.message.bytes", Integer.toString(maxMessageBytes))))
                  .toList())
          .all()
          .get();
      while (!admin.listTopics().names().get().containsAll(topics.inputs())) {
        Thread.sleep(LOOK_MILLIS);
      }
    }
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
