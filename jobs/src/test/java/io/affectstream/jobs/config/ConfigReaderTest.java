package io.affectstream.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import io.affectstream.jobs.config.AlignmentSection.Mode;
import io.affectstream.jobs.config.KafkaSection.Delivery;
import io.affectstream.schemas.Expression;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {

  @TempDir Path folder;

  @Test
  void everyDefaultIsReadableAndWithinItsLimits() {
    AffectConfig config = ConfigReader.defaults();
    assertThat(config.kafka().delivery()).isEqualTo(Delivery.EXACTLY_ONCE);
    assertThat(config.kafka().transactionTimeout()).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.topics().maxRecord().bytes()).isEqualTo(16L << 20);
    assertThat(config.alignment().mode()).isEqualTo(Mode.STRICT);
    assertThat(config.smoothing().thresholds()).containsExactly(5, 3, 3, 3, 5, 3, 3, 5);
    assertThat(config.smoothing().windows()).containsExactly(10, 6, 6, 6, 10, 6, 6, 10);
  }

  @Test
  void flagsWinOverTheFileAndTheFileOverDefaults() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("affect.yaml"),
            """
            # live
            kafka:
              delivery: at-least-once
              properties:
                security.protocol: SSL
            alignment:
              mode: bounded
              max-lag: {words: 8 s}
            smoothing:
              minority: [anger, other]
            episodes.hysteresis: 0.2
            """);
    AffectConfig config =
        ConfigReader.read(
            Optional.of(file),
            List.of(
                "alignment.mode=strict",
                "kafka.properties.ssl.truststore.location=/t",
                "topics.retention=3 GB"));
    assertThat(config.kafka().delivery()).isEqualTo(Delivery.AT_LEAST_ONCE);
    assertThat(config.kafka().properties())
        .containsOnly(entry("security.protocol", "SSL"), entry("ssl.truststore.location", "/t"));
    assertThat(config.alignment().mode()).isEqualTo(Mode.STRICT);
    assertThat(config.alignment().maxLag().words()).isEqualTo(Duration.ofSeconds(8));
    assertThat(config.alignment().maxLag().face()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.smoothing().minority()).containsExactly(Expression.ANGER, Expression.OTHER);
    assertThat(config.episodes().hysteresis()).isEqualTo(0.2);
    assertThat(config.topics().retention()).isEqualTo(new DataSize(3L << 30));
  }

  @Test
  void allProblemsAreReportedTogetherWithKeyValueRuleAndRemedy() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("affect.yaml"),
            """
            flink:
              paralelism: 3
              checkpoint-interval: soon
            vision:
              faces: both
              max-faces: 0
            """);
    List<ConfigProblem> problems =
        problems(Optional.of(file), "kafka.transaction-timeout=1 h", "flink", "words.cache=1.5");
    assertThat(problems)
        .extracting(ConfigProblem::key)
        .containsExactlyInAnyOrder(
            "--set",
            "flink.paralelism",
            "kafka.transaction-timeout",
            "flink.checkpoint-interval",
            "vision.faces",
            "vision.max-faces",
            "words.cache");
    assertThat(problems)
        .extracting(ConfigProblem::toString)
        .contains(
            "flink.paralelism: expected a known key (affect.yaml line 2), found '3'; did you mean"
                + " 'flink.parallelism'? All keys: docs/configuration.md",
            "vision.faces: expected one of all, largest, found 'both'; correct it (affect.yaml line"
                + " 5) or leave it out for 'all'",
            "kafka.transaction-timeout: expected between 10 s and 15 min, found '1 h'; correct it"
                + " (--set) or leave it out for '10 min'",
            "words.cache: expected a whole number, found '1.5'; correct it (--set) or leave it out"
                + " for '20000'");
  }

  @Test
  void rulesAcrossKeysAreChecked() {
    assertThat(
            problems(
                Optional.empty(),
                "kafka.bootstrap-servers=broker",
                "kafka.topic-prefix=a/b",
                "kafka.properties.isolation.level=read_uncommitted",
                "kafka.transaction-timeout=10 s",
                "flink.checkpoint-interval=10 s",
                "flink.parallelism=200"))
        .extracting(ConfigProblem::key)
        .containsExactly(
            "kafka.bootstrap-servers",
            "kafka.topic-prefix",
            "kafka.properties.isolation.level",
            "kafka.transaction-timeout",
            "flink.parallelism");
  }

  @Test
  void brokenFilesAreProblemsToo() throws Exception {
    Path yaml = Files.writeString(folder.resolve("bad.yaml"), "kafka:\n  delivery: [unclosed\n");
    Path list = Files.writeString(folder.resolve("list.yaml"), "- kafka\n");
    Path twice =
        Files.writeString(folder.resolve("twice.yaml"), "words:\n  cache: 1\nwords.cache: 2\n");
    assertThat(problems(Optional.of(yaml))).singleElement().asString().contains("line");
    assertThat(problems(Optional.of(list))).singleElement().asString().contains("a mapping");
    assertThat(problems(Optional.of(twice))).singleElement().asString().contains("each key once");
    assertThat(problems(Optional.of(folder.resolve("none.yaml"))))
        .singleElement()
        .asString()
        .contains("an existing file");
  }

  @Test
  void ofSecretsInTheClientFileOnlyTheirPlaceIsTaken() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("client.properties"),
            """
            bootstrap.servers=broker:9093
            security.protocol=SASL_SSL
            ssl.truststore.password=tr ust
            sasl.jaas.config=org.apache.Login required \\
              username="ann" password="s3cret";
            basic.auth.user.info=ann:s3cret
            client.dns.lookup=use_all_dns_ips
            """);
    AffectConfig config =
        ConfigReader.read(
            Optional.empty(),
            List.of(
                "kafka.config-file=" + file,
                "kafka.properties.client.dns.lookup=default",
                "kafka.properties.ssl.key.password=${env:KEY}"));
    assertThat(config.kafka().bootstrapServers()).isEqualTo("broker:9093");
    assertThat(config.kafka().properties())
        .containsOnly(
            entry("security.protocol", "SASL_SSL"),
            entry("ssl.truststore.password", "${file:" + file + ":ssl.truststore.password}"),
            entry("sasl.jaas.config", "${file:" + file + ":sasl.jaas.config}"),
            entry("client.dns.lookup", "default"),
            entry("ssl.key.password", "${env:KEY}"),
            entry("config.providers", "env,file"),
            entry(
                "config.providers.env.class",
                "org.apache.kafka.common.config.provider.EnvVarConfigProvider"),
            entry(
                "config.providers.file.class",
                "org.apache.kafka.common.config.provider.FileConfigProvider"));
    assertThat(ConfigReference.effective(config)).doesNotContain("s3cret", "tr ust");
  }

  @Test
  void secretsInTheConfigurationAreRefusedAndNotRepeated() {
    assertThat(
            problems(
                Optional.empty(),
                "kafka.properties.sasl.jaas.config=Login required password=\"s3cret\";",
                "kafka.propertys.ssl.key.password=s3cret",
                "ssl.key.password s3cret"))
        .hasSize(2)
        .allSatisfy(problem -> assertThat(problem.toString()).doesNotContain("s3cret"));
    assertThat(problems(Optional.empty(), "kafka.properties.ssl.key.password=s3cret"))
        .singleElement()
        .asString()
        .isEqualTo(
            "kafka.properties.ssl.key.password: expected a secret in a file or a reference to it,"
                + " for command lines and configurations are seen by others, found '(hidden)';"
                + " write it into the file that kafka.config-file (--kafka-config) names");
    assertThat(problems(Optional.empty(), "kafka.registry=http://ann:s3cret@registry:8081"))
        .singleElement()
        .asString()
        .contains("without a user")
        .doesNotContain("s3cret");
  }

  @Test
  void anEmptyFileMeansDefaults() throws Exception {
    Path file = Files.writeString(folder.resolve("empty.yaml"), "# nothing\n");
    assertThat(ConfigReader.read(Optional.of(file), List.of())).isEqualTo(ConfigReader.defaults());
  }

  @Test
  void whatIsPrintedAsInForceCanBeReadBack() throws Exception {
    AffectConfig config =
        ConfigReader.read(
            Optional.empty(),
            List.of("topics.retention=1536 MB", "batching.max-wait=250 us", "model.device=cuda"));
    Path file =
        Files.writeString(
            folder.resolve("effective.yaml"),
            ConfigReference.effective(config).replace("kafka.properties: {}\n", ""));
    assertThat(ConfigReader.read(Optional.of(file), List.of())).isEqualTo(config);
  }

  @Test
  void theTreeCanTravelToTaskManagers() throws Exception {
    AffectConfig config = ConfigReader.defaults();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(config);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(config);
    }
  }

  private static List<ConfigProblem> problems(Optional<Path> file, String... flags) {
    return catchThrowableOfType(
            ConfigException.class, () -> ConfigReader.read(file, List.of(flags)))
        .problems();
  }
}
