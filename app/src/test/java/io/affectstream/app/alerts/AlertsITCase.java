package io.affectstream.app.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.app.cli.Affect;
import io.affectstream.app.collect.OutputHandler;
import io.affectstream.app.collect.OutputRecords;
import io.affectstream.app.collect.OutputRecords.Reading;
import io.affectstream.app.embedded.EmbeddedFlink;
import io.affectstream.app.embedded.EmbeddedKafka;
import io.affectstream.app.embedded.RunningJob;
import io.affectstream.inference.ModelSource;
import io.affectstream.ingest.demo.DemoClip;
import io.affectstream.ingest.demo.DemoFiles;
import io.affectstream.ingest.demo.DemoScript;
import io.affectstream.jobs.alerts.RuleTopic;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.ConfigReader;
import io.affectstream.jobs.pipeline.AffectJob;
import io.affectstream.jobs.pipeline.BundleChoice;
import io.affectstream.jobs.pipeline.SettingsFactory;
import io.affectstream.schemas.AffectAlert;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.DeadLetter;
import io.affectstream.schemas.EventKind;
import io.affectstream.schemas.Finality;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rules at work: the job with rules from their topic, its replay, {@code analyze --alerts} and
 * {@code alerts check} on the results agree on the alerts of the demo clip.
 */
@Timeout(600)
class AlertsITCase {

  private static final String RULES =
      """
      rules:
        calm:
          when: neutral under 0.99 for 200 ms where role = customer quiet 1 s
          severity: info
          early: true
        change:
          when: happiness rises by 0.01 within 2 s or AU12 rises by 0.01 within 2 s
        speech:
          when: words match "*" and not no face
          severity: critical
        often:
          when: label is happiness or anger over 0.01 2 times in 60 s
        nobody:
          when: words match "*" where role = agent
      """;

  @TempDir Path folder;

  private final List<AffectAlert> early = new ArrayList<>();

  @Test
  void jobReplayAnalysisAndCheckAgree() throws Exception {
    DemoFiles files =
        DemoClip.write(
            folder.resolve("clip"), new DemoScript(DemoScript.STANDARD.segments().subList(0, 2)));
    Path rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
    String[] clip = {
      files.video().toString(), "--transcript=" + files.transcript(), "--role=customer"
    };
    List<AffectAlert> alerts;
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"))) {
      String broker = "--bootstrap-servers=" + kafka.bootstrapServers();
      succeed("topics", "create", broker);
      assertThat(succeed("alerts", "apply", rules.toString(), broker).out().lines())
          .hasSize(5)
          .contains("speech: effective from start: words match \"*\" and not no face [CRITICAL]")
          .anyMatch(line -> line.startsWith("calm: ") && line.endsWith(" [INFO] [early]"));
      assertThat(succeed("alerts", "apply", rules.toString(), broker).out().lines())
          .containsOnly(
              "calm: unchanged",
              "change: unchanged",
              "speech: unchanged",
              "often: unchanged",
              "nobody: unchanged");
      succeed("ingest", broker, clip[0], clip[1], clip[2]);
      alerts = runJob(kafka.bootstrapServers());
      assertThat(alerts)
          .extracting(AffectAlert::getRule)
          .contains("calm", "speech")
          .doesNotContain("nobody");
      assertThat(alerts).extracting(AffectAlert::getRole).containsOnly("customer");
      assertThat(alerts).extracting(AffectAlert::getFinality).containsOnly(Finality.FINAL);
      assertThat(early).isNotEmpty();
      assertThat(early).extracting(AffectAlert::getRule).containsOnly("calm");
      assertThat(early).extracting(AffectAlert::getRole).containsOnly("customer");
      assertThat(early).extracting(AffectAlert::getFinality).containsOnly(Finality.PROVISIONAL);
      assertThat(Stream.concat(alerts.stream(), early.stream()))
          .extracting(AffectAlert::getId)
          .doesNotHaveDuplicates();
      Affect replayed = succeed("replay", "--from-topic=affect", "--verify=topics", broker);
      assertThat(replayed.out())
          .startsWith("equal: 1 stream, ")
          .contains(alerts.size() + " alerts");
      withdraw(rules, broker);
    }
    Path out = folder.resolve("out");
    Affect analysed =
        succeed("analyze", clip[0], clip[1], clip[2], "--out=" + out, "--alerts=" + rules);
    assertThat(ids(Files.readAllLines(out.resolve("alerts.jsonl"))))
        .containsExactlyInAnyOrderElementsOf(alerts.stream().map(AffectAlert::getId).toList());
    assertThat(analysed.out()).contains("\nalert: " + alerts.get(0).getStream() + " 0:");
    Affect checked =
        succeed(
            "alerts",
            "check",
            rules.toString(),
            "--against=" + out,
            clip[1],
            "--role=customer",
            "--json");
    assertThat(ids(checked.out().lines().toList()))
        .containsExactlyInAnyOrderElementsOf(alerts.stream().map(AffectAlert::getId).toList());
    assertThat(checked.err()).contains(" rows of 1 streams: " + alerts.size() + " alerts {");
  }

  /** Later versions are refused before earlier ones, and rules that are no longer there end. */
  private void withdraw(Path rules, String broker) throws Exception {
    Path fewer =
        Files.writeString(
            folder.resolve("fewer.yaml"), "rules:\n  calm:\n    when: no voice for 9 s\n");
    assertThat(
            succeed("alerts", "apply", fewer.toString(), broker, "--from=90 s", "--withdraw-others")
                .out()
                .lines())
        .contains("calm: effective from 90 s: no voice for 9 s", "change: withdrawn from 90 s")
        .hasSize(5);
    Affect earlier = Affect.run("alerts", "apply", rules.toString(), broker, "--from=80 s");
    assertThat(earlier.code()).isEqualTo(1);
    assertThat(earlier.err()).contains("rule calm: expected a start at or after 90 s");
  }

  private static Affect succeed(String... arguments) {
    Affect done = Affect.run(arguments);
    assertThat(done.code()).as("%s: %s", List.of(arguments), done.err()).isZero();
    return done;
  }

  private static List<String> ids(List<String> lines) {
    List<String> ids = new ArrayList<>();
    for (String line : lines) {
      Matcher id = Pattern.compile("\"id\":\"(\\w{32})\"").matcher(line);
      assertThat(id.find()).as(line).isTrue();
      ids.add(id.group(1));
    }
    return ids;
  }

  private List<AffectAlert> runJob(String broker) throws Exception {
    AffectConfig config =
        ConfigReader.read(
            Optional.empty(),
            List.of(
                "kafka.bootstrap-servers=" + broker,
                "flink.parallelism=1",
                "flink.checkpoint-interval=500 ms"));
    ModelSource models = BundleChoice.of(config.model());
    List<AffectAlert> alerts = Collections.synchronizedList(new ArrayList<>());
    boolean[] closed = new boolean[1];
    OutputHandler handler =
        new OutputHandler() {
          @Override
          public void frame(AffectFrame frame) {}

          @Override
          public void event(AffectEvent event) {
            closed[0] |= event.getKind() == EventKind.STREAM_CLOSED;
          }

          @Override
          public void alert(AffectAlert alert) {
            alerts.add(alert);
          }

          @Override
          public void liveAlert(AffectAlert alert) {
            early.add(alert);
          }

          @Override
          public void deadLetter(DeadLetter letter) {
            throw new AssertionError(letter.toString());
          }
        };
    List<String> topics = new ArrayList<>(config.kafka().topicNames().outputs());
    topics.add(config.kafka().topicNames().live());
    try (EmbeddedFlink flink = EmbeddedFlink.start(folder.resolve("flink"), config.flink());
        OutputRecords records = OutputRecords.open(config.kafka(), topics, Reading.COMMITTED)) {
      RunningJob job =
          flink.submit(
              AffectJob.on(
                      config,
                      SettingsFactory.of(config, models, models.open())
                          .knowing(RuleTopic.read(config.kafka())),
                      flink.checkpoints().toUri().toString())
                  .getStreamGraph());
      while (!closed[0] || !records.isSettled()) {
        assertThat(job.outcome().isDone()).isFalse();
        records.poll(Duration.ofMillis(200), handler);
      }
      job.cancel(Duration.ofSeconds(30));
    }
    return alerts;
  }
}
