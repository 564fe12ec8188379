package io.affectstream.app.secure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.affectstream.app.cli.Affect;
import io.affectstream.app.cli.Main;
import io.affectstream.app.cluster.JavaProcess;
import io.affectstream.features.testing.TestSpeech;
import io.affectstream.ingest.demo.DemoClip;
import io.affectstream.ingest.demo.DemoScript;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.wire.Topics;
import io.affectstream.schemas.wire.WireCodec;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every command on a broker that requires TLS, a SCRAM password and ACLs: each user has only the
 * rights documented for its command.
 */
@Timeout(300)
class SecureKafkaITCase {

  private static final Topics TOPICS = Topics.DEFAULT;
  private static final Pattern WEB = Pattern.compile("Flink web interface: (\\S+)");
  private static final Pattern NOTE = Pattern.compile("Flink web interface|speech model: ");
  private static final int LOOK_MILLIS = 100;
  private static final int LOOKS = 1800;

  @TempDir static Path folder;

  private static SecureBroker broker;
  private static Path clip;

  @BeforeAll
  static void start() throws Exception {
    DemoScript script = new DemoScript(DemoScript.STANDARD.segments().subList(0, 1));
    clip = DemoClip.write(folder.resolve("clip"), script).video();
    broker =
        SecureBroker.start(
            folder.resolve("broker"), "owner", "feeder", "worker", "writer", "watcher", "guest");
    broker.grant("owner", ResourceType.TOPIC, PatternType.PREFIXED, "affect", AclOperation.ALL);
    broker.grant("owner", ResourceType.GROUP, PatternType.PREFIXED, "affect", AclOperation.READ);
    broker.grant(
        "owner", ResourceType.TRANSACTIONAL_ID, PatternType.PREFIXED, "affect", AclOperation.WRITE);
    topics("feeder", TOPICS.inputs(), AclOperation.READ, AclOperation.WRITE);
    topics("feeder", List.of(TOPICS.rules()), AclOperation.READ);
    topics("worker", TOPICS.inputs(), AclOperation.READ);
    topics("worker", List.of(TOPICS.rules()), AclOperation.READ);
    topics("worker", TOPICS.outputs(), AclOperation.WRITE);
    topics("worker", List.of(TOPICS.live()), AclOperation.WRITE);
    job("worker", "affect");
    topics("writer", List.of(TOPICS.streams(), TOPICS.audio()), AclOperation.READ);
    topics("writer", List.of(TOPICS.transcripts(), TOPICS.deadLetters()), AclOperation.WRITE);
    job("writer", "affect-transcribe");
    topics("watcher", List.of(TOPICS.events()), AclOperation.READ);
    Affect created = affect("owner", "topics", "create");
    assertThat(created.code()).as(created.err()).isZero();
    assertThat(created.out()).contains("affect.events: created");
  }

  private static void topics(String user, List<String> names, AclOperation... operations)
      throws Exception {
    for (String name : names) {
      broker.grant(user, ResourceType.TOPIC, PatternType.LITERAL, name, operations);
    }
  }

  private static void job(String user, String name) throws Exception {
    broker.grant(user, ResourceType.GROUP, PatternType.LITERAL, name, AclOperation.READ);
    broker.grant(
        user, ResourceType.TRANSACTIONAL_ID, PatternType.PREFIXED, name, AclOperation.WRITE);
  }

  @AfterAll
  static void stop() {
    if (broker != null) {
      broker.close();
    }
  }

  private static Affect affect(String user, String... command) throws IOException {
    return affect(broker.client(user), command);
  }

  private static Affect affect(Path client, String... command) {
    return Affect.run(arguments(client, command).toArray(String[]::new));
  }

  private static List<String> arguments(Path client, String... command) {
    List<String> arguments = new ArrayList<>(Arrays.asList(command));
    arguments.addAll(List.of("-b", broker.address(), "--kafka-config", client.toString()));
    return arguments;
  }

  /** Arguments of each command, up to the point where it would start work. */
  private static String[] command(String name) {
    return switch (name) {
      case "topics create" -> new String[] {"topics", "create"};
      case "ingest" -> new String[] {"ingest", clip.toString()};
      case "analyze" ->
          new String[] {"analyze", clip.toString(), "-o", folder.resolve("refused").toString()};
      case "run" -> new String[] {"run", "--work", folder.resolve("refused-run").toString()};
      case "transcribe" ->
          new String[] {
            "transcribe",
            "--work",
            folder.resolve("refused-transcribe").toString(),
            "--set",
            "speech.models.ko=" + TestSpeech.koreanModel()
          };
      default -> new String[] {name};
    };
  }

  private static void assertRefused(Affect affect, String reason) {
    assertThat(affect.code()).isEqualTo(1);
    List<String> lines = affect.err().lines().toList();
    assertThat(lines.get(lines.size() - 1)).contains(reason);
    assertThat(lines.stream().filter(line -> !NOTE.matcher(line).lookingAt())).hasSize(1);
    assertThat(affect.err() + affect.out()).doesNotContain("s3cret", "-secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"topics create", "ingest", "run", "transcribe", "analyze", "consume"})
  void aWrongPasswordIsOneLine(String name) throws Exception {
    Path client = broker.client("owner", "not-the-s3cret", "broker");
    assertRefused(
        affect(client, command(name)),
        "the user is refused: Authentication failed during authentication due to invalid"
            + " credentials with SASL mechanism SCRAM-SHA-512; check user and password in"
            + " sasl.jaas.config");
  }

  @ParameterizedTest
  @ValueSource(strings = {"topics create", "ingest", "run", "transcribe", "analyze", "consume"})
  void aCertificateThatIsNotTrustedIsOneLine(String name) throws Exception {
    Path client = broker.client("owner", SecureBroker.password("owner"), "stranger");
    assertRefused(
        affect(client, command(name)),
        "name the certificate of its authority with ssl.truststore.location");
  }

  @ParameterizedTest
  @ValueSource(strings = {"topics create", "ingest", "run", "transcribe", "analyze", "consume"})
  void aMissingRightIsOneLine(String name) throws Exception {
    assertRefused(
        affect("guest", command(name)),
        switch (name) {
          case "topics create" ->
              "topic affect.streams could not be made: Authorization failed; grant";
          case "analyze" -> "could not be made: Authorization failed; grant";
          case "consume" -> "topic affect.events does not exist at " + broker.address() + ", or";
          case "ingest" -> "Not authorized to access topics: [affect.streams]; the user needs Read";
          case "run" ->
              "the user may not read the topics [affect.audio, affect.rules, affect.streams";
          default -> "the user may not read the topics [affect.audio, affect.streams";
        });
  }

  @Test
  void aRightThatIsMissingForTheJobAloneIsNamed() throws Exception {
    assertRefused(
        affect("feeder", command("run")),
        "the user may not write the topics [affect.alerts, affect.dead-letters, affect.events,"
            + " affect.frames, affect.live];"
            + " grant it Write on them");
    broker.grant("guest", ResourceType.TOPIC, PatternType.PREFIXED, "half", AclOperation.ALL);
    Affect created = affect("guest", "topics", "create", "--topic-prefix", "half");
    assertThat(created.code()).as(created.err()).isZero();
    List<String> run = new ArrayList<>(List.of(command("run")));
    run.addAll(List.of("--topic-prefix", "half"));
    assertRefused(affect("guest", run.toArray(String[]::new)), "grant the user Read on that group");
    broker.grant("guest", ResourceType.GROUP, PatternType.LITERAL, "affect", AclOperation.READ);
    assertRefused(
        affect("guest", run.toArray(String[]::new)),
        "grant the user Write on transactional ids with the prefix kafka.transactional-id-prefix");
  }

  @Test
  void aClientWithoutTlsGetsAHintToTls() throws Exception {
    Affect affect =
        Affect.run(
            "topics",
            "create",
            "-b",
            broker.address(),
            "--set",
            "kafka.properties.default.api.timeout.ms=2000",
            "--set",
            "kafka.properties.request.timeout.ms=1000");
    assertRefused(affect, "does it expect TLS or SASL (security.protocol)?");
  }

  @Test
  void aWrongStorePasswordIsOneLine() throws Exception {
    Path client = broker.client("owner");
    Path other =
        Files.writeString(
            folder.resolve("other.properties"),
            Files.readString(client).replace(SecureBroker.STORE, "wr0ng-secret"));
    assertRefused(affect(other, "topics", "create"), "password was incorrect");
  }

  @Test
  void theJobRunsAndNobodySeesASecret() throws Exception {
    Path work = folder.resolve("run-work");
    List<String> arguments =
        arguments(
            broker.client("worker"),
            "run",
            "--work",
            work.toString(),
            "--set",
            "flink.checkpoint-interval=500 ms",
            "--set",
            "flink.parallelism=1");
    try (JavaProcess run = process("run", arguments)) {
      URI web = webAddress(run);
      Affect ingested = affect("feeder", "ingest", clip.toString());
      assertThat(ingested.code()).as(ingested.err()).isZero();
      Affect consumed = affect("watcher", "consume", "--json", "--until-closed");
      assertThat(consumed.code()).as(consumed.err()).isZero();
      assertThat(consumed.out()).contains("\"kind\":\"STREAM_CLOSED\"");

      String seen = commandLine(run) + run.output() + everythingOf(web);
      assertThat(seen).contains("affect.events", "worker").doesNotContain("s3cret", "-secret");
      assertThat(filesWith(work.getParent(), "run-work", "s3cret")).isEmpty();
      assertThat(filesWith(work.getParent(), "run-work", "affect")).isNotEmpty();
    }
  }

  private static JavaProcess process(String name, List<String> arguments) throws IOException {
    List<Path> classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    JavaProcess.Setting setting =
        new JavaProcess.Setting(classPath, Map.of("ORT_DISABLE_TELEMETRY", "1"));
    List<String> options = List.of("-Xmx1g", "--add-opens=java.base/java.util=ALL-UNNAMED");
    return JavaProcess.start(folder, name, setting, options, Main.class.getName(), arguments);
  }

  @Test
  void speechIsRecognised() throws Exception {
    short[] spoken = TestSpeech.speakKorean("안녕하세요 오늘 날씨가 좋습니다", 170);
    Path call = wave(folder.resolve("call.wav"), spoken);
    List<String> arguments =
        arguments(
            broker.client("writer"),
            "transcribe",
            "--work",
            folder.resolve("transcribe-work").toString(),
            "--set",
            "speech.models.ko=" + TestSpeech.koreanModel(),
            "--set",
            "flink.checkpoint-interval=500 ms",
            "--set",
            "flink.parallelism=1");
    try (JavaProcess transcribe = process("transcribe", arguments)) {
      webAddress(transcribe);
      Affect ingested =
          affect("feeder", "ingest", call.toString(), "--language", "ko", "--recognise-speech");
      assertThat(ingested.code()).as(ingested.err()).isZero();
      assertThat(words(transcribe)).isNotEmpty();
      assertThat(commandLine(transcribe) + transcribe.output())
          .contains("transcribe")
          .doesNotContain("s3cret", "-secret");
    }
  }

  private static Path wave(Path file, short[] samples) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(samples);
    AudioFormat mono = new AudioFormat(TestSpeech.RATE, 16, 1, true, false);
    try (AudioInputStream in =
        new AudioInputStream(new ByteArrayInputStream(bytes.array()), mono, samples.length)) {
      AudioSystem.write(in, AudioFileFormat.Type.WAVE, file.toFile());
    }
    return file;
  }

  /** Final words of the audio, once its last transcript is committed. */
  private static List<String> words(JavaProcess transcribe) throws Exception {
    Properties properties = new Properties();
    try (Reader client = Files.newBufferedReader(broker.client("owner"))) {
      properties.load(client);
    }
    properties.put("bootstrap.servers", broker.address());
    properties.put("isolation.level", "read_committed");
    WireCodec<Transcript> codec = WireCodec.of(Transcript.class);
    List<String> words = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TOPICS.transcripts()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
          Transcript transcript = codec.decode(record.value());
          if (transcript.getStream().equals("call")) {
            transcript.getWords().forEach(word -> words.add(word.getText()));
            if (transcript.getEndOfStream()) {
              return words;
            }
          }
        }
        transcribe.requireSound();
      }
    }
  }

  private static URI webAddress(JavaProcess run) throws Exception {
    for (int i = 0; i < LOOKS; i++) {
      Matcher web = WEB.matcher(run.output());
      if (web.find()) {
        return URI.create(web.group(1) + "/");
      }
      run.requireSound();
      Thread.sleep(LOOK_MILLIS);
    }
    throw new AssertionError(run.output());
  }

  /** As {@code ps} shows it. */
  private static String commandLine(JavaProcess run) {
    return ProcessHandle.of(run.pid()).orElseThrow().info().commandLine().orElse("")
        + procArguments(run.pid());
  }

  private static String procArguments(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline")).replace('\0', ' ');
    } catch (IOException e) {
      return ""; // not Linux; the process handle has provided it
    }
  }

  /** Content of Flink's web interface on the cluster and the job. */
  private static String everythingOf(URI web) throws Exception {
    ObjectMapper json = new ObjectMapper();
    String job = json.readTree(get(web, "jobs")).path("jobs").get(0).path("id").asText();
    JsonNode taskManagers = json.readTree(get(web, "taskmanagers")).path("taskmanagers");
    List<String> pages =
        new ArrayList<>(
            List.of(
                "config",
                "overview",
                "jobmanager/config",
                "jobmanager/environment",
                "jobs/overview",
                "jobs/" + job,
                "jobs/" + job + "/config",
                "jobs/" + job + "/plan",
                "jobs/" + job + "/exceptions",
                "jobs/" + job + "/checkpoints/config",
                "jobs/" + job + "/accumulators"));
    taskManagers.forEach(manager -> pages.add("taskmanagers/" + manager.path("id").asText()));
    StringBuilder all = new StringBuilder();
    for (String page : pages) {
      all.append(get(web, page));
    }
    return all.toString();
  }

  private static String get(URI web, String page) throws Exception {
    var answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(web.resolve(page)).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(page + ": " + answer.body()).isEqualTo(200);
    return answer.body();
  }

  /** Files of a run, including its log, that contain a text. */
  private static List<Path> filesWith(Path folder, String prefix, String text) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        if (folder.relativize(file).toString().startsWith(prefix) && holds(file, text)) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private static boolean holds(Path file, String text) throws IOException {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    } catch (java.nio.file.NoSuchFileException e) {
      return false; // a checkpoint that was superseded in the meantime
    }
  }

  @Test
  void filesAreAnalysedOnTopicsOfTheirOwn() throws Exception {
    Path out = folder.resolve("analysed");
    Affect analysed = affect("owner", "analyze", clip.toString(), "-o", out.toString());
    assertThat(analysed.code()).as(analysed.err()).isZero();
    assertThat(out.resolve("demo.frames.csv")).exists();
    assertThat(Files.readString(out.resolve("affect.log"))).doesNotContain("s3cret", "-secret");
  }
}
