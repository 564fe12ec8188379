package io.affectstream.app.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.app.cli.Affect;
import io.affectstream.app.embedded.FreePorts;
import io.affectstream.features.testing.TestTools;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Confluent's framing against a real registry, read by kafkajs. */
@Timeout(600)
class RegistryITCase {

  private static final String SECTION = "With a schema registry";

  @TempDir static Path folder;

  private static RegistryProcess registry;
  private static Results results;
  private static List<String> commands;
  private static Terminal terminal;

  @BeforeAll
  static void run() throws Exception {
    registry = RegistryProcess.start(folder);
    results = new Results(folder);
    registry.await();
    commands = Document.read(Terminal.DOCS.resolve("consuming.md")).commands(SECTION);
    terminal =
        new Terminal(
            folder.resolve("terminal"),
            Map.of(
                "broker:9092",
                results.broker(),
                "talk.mp4",
                results.clip().toString(),
                "http://registry:8081",
                registry.url()));
    for (String line : commands.subList(0, 2)) {
      terminal.type(line);
    }
    results.fill(folder.resolve("flink"), "kafka.registry=" + registry.url());
  }

  @AfterAll
  static void stop() {
    if (results != null) {
      results.close();
    }
    if (registry != null) {
      registry.close();
    }
  }

  @Test
  void kafkaJsReadsTheEpisodes() throws Exception {
    Terminal.requireNode("kafkajs", "@kafkajs/confluent-schema-registry", "lz4js");
    terminal.type(commands.get(2));
    assertThat(terminal.type(commands.get(3)).lines().toList())
        .isEqualTo(results.episodes())
        .isNotEmpty();
  }

  @Test
  void theContractOfEachTopicIsRegisteredAndItsIdIsInEachRecord() throws Exception {
    assertThat(registry.subjects())
        .contains(
            "affect.streams-value",
            "affect.video-value",
            "affect.audio-value",
            "affect.transcripts-value",
            "affect.frames-value",
            "affect.events-value",
            "affect.dead-letters-value",
            "affect.live-value");
    String latest = registry.get("/subjects/affect.events-value/versions/latest");
    int id = Integer.parseInt(latest.replaceAll(".*\"id\":(\\d+).*", "$1"));
    byte[] first = first("affect.events");
    assertThat(first).startsWith(0, 0, 0, 0, id);
    assertThat(registry.get("/subjects/affect.events-value/versions")).isEqualTo("[1]");
  }

  private static byte[] first(String topic) throws Exception {
    String kcat = TestTools.require("kcat").toString();
    String options = " -C -q -e -c 1 -f %s -b " + results.broker() + " -t " + topic;
    Process process = new ProcessBuilder((kcat + options).split(" ")).start();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    process.getInputStream().transferTo(bytes);
    assertThat(process.waitFor()).isZero();
    return bytes.toByteArray();
  }

  @Test
  void commandsAndSqlReadTheFramingWithTheRegistry() throws Exception {
    Affect consumed =
        Affect.run(
            "consume",
            "--json",
            "--until-closed",
            "-b",
            results.broker(),
            "--registry",
            registry.url());
    assertThat(consumed.code()).as(consumed.err()).isZero();
    assertThat(consumed.out().lines()).hasSameSizeAs(results.events());

    Affect printed =
        Affect.run("topics", "sql", "-b", results.broker(), "--registry", registry.url());
    TableEnvironment batch = TableEnvironment.create(EnvironmentSettings.inBatchMode());
    for (String statement : printed.out().split(";\\s*\\n")) {
      batch.executeSql(statement);
    }
    String count =
        "SELECT COUNT(*) FROM affect_frames /*+ OPTIONS('scan.bounded.mode' = 'latest-offset') */";
    try (CloseableIterator<Row> rows = batch.executeSql(count).collect()) {
      assertThat(rows.next().getField(0)).isEqualTo((long) results.frames().size());
    }
  }

  @Test
  void aReaderWithoutTheRegistrySettingFails() {
    Affect consumed = Affect.run("consume", "--until-closed", "-b", results.broker());
    assertThat(consumed.code()).isEqualTo(1);
    assertThat(consumed.err())
        .hasLineCount(1)
        .contains("affect.events, partition", "Confluent's framing with schema id")
        .contains("name its registry (kafka.registry)");
  }

  @Test
  void aRegistryThatDoesNotAnswerIsSaidInOneLine() {
    String away = "http://127.0.0.1:" + FreePorts.find(1)[0];
    for (String command : List.of("topics create", "run", "ingest " + results.clip())) {
      List<String> words =
          new ArrayList<>(List.of((command + " -b " + results.broker()).split(" ")));
      words.addAll(List.of("--registry", away));
      if (command.equals("run")) {
        words.addAll(List.of("--work", folder.resolve("away").toString()));
      }
      Affect affect = Affect.run(words.toArray(String[]::new));
      assertThat(affect.code()).isEqualTo(1);
      assertThat(affect.err())
          .as(command)
          .contains(
              "schema registry %s does not answer: no connection; is it running, and is this its address?"
                  .formatted(away))
          .hasLineCount(1);
    }
  }

  @Test
  void aRegistryThatRefusesASchemaIsSaidInOneLine() throws Exception {
    String subject = "/subjects/refused.events-value";
    String other =
        "{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"AffectEvent\\\",\\\"namespace\\\":\\\"io.affectstream.schemas\\\",\\\"fields\\\":[{\\\"name\\\":\\\"mood\\\",\\\"type\\\":\\\"int\\\"}]}";
    registry.send("POST", subject + "/versions", "{\"schema\": \"" + other + "\"}");
    registry.send("PUT", "/config/refused.events-value", "{\"compatibility\": \"BACKWARD\"}");
    Affect affect =
        Affect.run(
            "topics",
            "create",
            "--topic-prefix",
            "refused",
            "-b",
            results.broker(),
            "--registry",
            registry.url());
    assertThat(affect.code()).isEqualTo(1);
    assertThat(affect.err())
        .hasLineCount(1)
        .contains("subject refused.events-value refuses the schema AffectEvent as incompatible");
  }
}
