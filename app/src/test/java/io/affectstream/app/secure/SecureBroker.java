package io.affectstream.app.secure;

import io.affectstream.app.embedded.FreePorts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A broker that requires TLS and a SCRAM password and allows only granted operations. Its
 * certificate is created by keytool.
 */
final class SecureBroker implements AutoCloseable {

  /** Password of the stores. */
  static final String STORE = "st0re-secret";

  private final KafkaRaftServer server;
  private final Path folder;
  private final int port;
  private final String inside;

  private SecureBroker(KafkaRaftServer server, Path folder, int port, String inside) {
    this.server = server;
    this.folder = folder;
    this.port = port;
    this.inside = inside;
  }

  /** Starts with these users, whose passwords are {@link #password}. */
  static SecureBroker start(Path folder, String... users) throws Exception {
    Files.createDirectories(folder);
    certificate(folder, "broker");
    certificate(folder, "stranger");
    Path data = Files.createDirectory(folder.resolve("data"));
    new Formatter()
        .setPrintStream(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8))
        .setNodeId(1)
        .setClusterId(Uuid.randomUuid().toString())
        .addDirectory(data.toString())
        .setMetadataLogDirectory(data.toString())
        .setControllerListenerName("CONTROLLER")
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setScramArguments(
            Arrays.stream(users)
                .map(user -> "SCRAM-SHA-512=[name=%s,password=%s]".formatted(user, password(user)))
                .toList())
        .run();
    int[] ports = FreePorts.find(3);
    KafkaRaftServer server =
        new KafkaRaftServer(new KafkaConfig(settings(folder, data, ports), false), Time.SYSTEM);
    server.startup();
    return new SecureBroker(server, folder, ports[0], "127.0.0.1:" + ports[1]);
  }

  static String password(String user) {
    return user + "-s3cret";
  }

  private static Map<String, Object> settings(Path folder, Path data, int[] ports) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + ports[2]);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("inter.broker.listener.name", "INSIDE");
    settings.put(
        "listener.security.protocol.map", "CLIENTS:SASL_SSL,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put(
        "listeners",
        "CLIENTS://127.0.0.1:%d,INSIDE://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
            .formatted(ports[0], ports[1], ports[2]));
    settings.put("log.dirs", data.toString());
    settings.put("auto.create.topics.enable", "false");
    settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
    settings.put(
        "listener.name.clients.scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    settings.put(
        "listener.name.clients.ssl.keystore.location", folder.resolve("broker.p12").toString());
    settings.put("listener.name.clients.ssl.keystore.password", STORE);
    settings.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.put("super.users", "User:ANONYMOUS"); // inside
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.num.partitions", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("message.max.bytes", 17 << 20);
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("log.cleaner.dedupe.buffer.size", 4 << 20);
    return settings;
  }

  /** Address for clients. */
  String address() {
    return "127.0.0.1:" + port;
  }

  /** Client properties of a user who trusts the broker. */
  Path client(String user) throws IOException {
    return client(user, password(user), "broker");
  }

  /** Client properties: the client trusts the certificate of {@code trusted}. */
  Path client(String user, String password, String trusted) throws IOException {
    return Files.writeString(
        folder.resolve("%s-%s-%s.properties".formatted(user, password.length(), trusted)),
        """
        security.protocol=SASL_SSL
        ssl.truststore.location=%s
        ssl.truststore.password=%s
        sasl.mechanism=SCRAM-SHA-512
        sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required \\
          username="%s" password="%s";
        """
            .formatted(folder.resolve(trusted + "-trust.p12"), STORE, user, password));
  }

  /** Grants a user operations on topics, groups or transactional ids. */
  void grant(
      String user, ResourceType type, PatternType pattern, String name, AclOperation... operations)
      throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", inside))) {
      List<AclBinding> bindings = new ArrayList<>();
      for (AclOperation operation : operations) {
        bindings.add(
            new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW)));
      }
      admin.createAcls(bindings).all().get();
    }
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  /** A key with its certificate, and a store that trusts it. */
  private static void certificate(Path folder, String name) throws Exception {
    String key = folder.resolve(name + ".p12").toString();
    String certificate = folder.resolve(name + ".cer").toString();
    keytool(
        "-genkeypair -keyalg EC -validity 2 -dname CN=%s -ext san=ip:127.0.0.1 -alias %s -keystore %s"
            .formatted(name, name, key));
    keytool("-exportcert -alias %s -keystore %s -file %s".formatted(name, key, certificate));
    keytool(
        "-importcert -noprompt -alias %s -keystore %s -file %s"
            .formatted(name, folder.resolve(name + "-trust.p12"), certificate));
  }

  private static void keytool(String arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments.split(" ")));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", STORE));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException(command + ": " + out);
    }
  }
}
