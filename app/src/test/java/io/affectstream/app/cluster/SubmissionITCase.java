package io.affectstream.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.app.cli.Affect;
import io.affectstream.app.collect.CollectorListener;
import io.affectstream.app.collect.OutputCollector;
import io.affectstream.app.collect.OutputRecords;
import io.affectstream.app.embedded.EmbeddedKafka;
import io.affectstream.ingest.demo.DemoClip;
import io.affectstream.ingest.demo.DemoFiles;
import io.affectstream.ingest.demo.DemoScript;
import io.affectstream.jobs.config.ConfigReader;
import io.affectstream.jobs.config.KafkaSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The job submitted to a Flink cluster of processes, as by an operator; on two task managers. */
@Timeout(600)
class SubmissionITCase {

  private static final String STREAM = "demo";

  /** The clip's mouth does not move, so its voice would be taken for one off screen. */
  private static final String ROLE = "--role=speaker";

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path folder;

  @Test
  void theSubmittedJobGivesWhatAnalyzeGives() throws Exception {
    DemoScript script = new DemoScript(DemoScript.STANDARD.segments().subList(0, 3));
    DemoFiles clip = DemoClip.write(folder.resolve("clip"), script);
    Path submitted = Files.createDirectories(folder.resolve("submitted"));
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        FlinkProcesses flink = FlinkProcesses.start(folder.resolve("flink"), 2, 1, Map.of())) {
      String broker = kafka.bootstrapServers();
      affect("topics", "create", "--bootstrap-servers", broker);
      String jar = JobJar.in(folder).toString();

      String job = flink.client("run", "-d", "-p", "2", jar, "--bootstrap-servers", broker).job();
      affect(
          "ingest",
          clip.video().toString(),
          "--transcript",
          clip.transcript().toString(),
          ROLE,
          "--bootstrap-servers",
          broker);
      collect(broker, flink, submitted);

      assertThat(flink.rest("/jobs/" + job).path("state").asText()).isEqualTo("RUNNING");
      assertThat(flink.client("cancel", job).code()).isZero();
      flink.awaitStatus(job, "CANCELED");
      assertThat(folder.resolve("flink/checkpoints").resolve(job)).isNotEmptyDirectory();
    }
    Path embedded = folder.resolve("embedded");
    affect(
        "analyze",
        clip.video().toString(),
        "--transcript",
        clip.transcript().toString(),
        ROLE,
        "--out",
        embedded.toString());
    for (String file : List.of("demo.frames.csv", "events.jsonl")) {
      assertThat(submitted.resolve(file)).hasSameBinaryContentAs(embedded.resolve(file));
    }
    assertThat(Files.readAllLines(submitted.resolve("demo.frames.csv"))).hasSize(1 + 225);
  }

  private static void affect(String... arguments) {
    Affect affect = Affect.run(arguments);
    assertThat(affect.code()).as(affect.err()).isZero();
  }

  /** Output for a read_committed consumer, in files, once the stream is closed. */
  private void collect(String broker, FlinkProcesses flink, Path results) throws Exception {
    KafkaSection kafka =
        ConfigReader.read(Optional.empty(), List.of("kafka.bootstrap-servers=" + broker)).kafka();
    CollectorListener alive =
        new CollectorListener() {
          @Override
          public void look() throws IOException {
            flink.requireSound();
          }
        };
    try (OutputCollector collector =
        OutputCollector.create(
            OutputRecords.open(kafka),
            List.of(STREAM),
            results,
            Files.createDirectories(folder.resolve("scratch")),
            alive,
            System::nanoTime)) {
      collector.collect(PATIENCE);
    }
  }
}
