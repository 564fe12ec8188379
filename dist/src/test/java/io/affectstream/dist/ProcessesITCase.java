package io.affectstream.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.app.collect.CollectorListener;
import io.affectstream.app.collect.OutputCollector;
import io.affectstream.app.collect.OutputRecords;
import io.affectstream.app.embedded.EmbeddedKafka;
import io.affectstream.app.embedded.FreePorts;
import io.affectstream.ingest.demo.DemoClip;
import io.affectstream.ingest.demo.DemoFiles;
import io.affectstream.ingest.demo.DemoScript;
import io.affectstream.jobs.config.ConfigReader;
import io.affectstream.jobs.config.KafkaSection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starts the processes of the image from the distribution on the unmodified Flink: a job manager in
 * application mode, a task manager and the commands, against a real broker.
 */
@Timeout(600)
class ProcessesITCase {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Pattern METRIC = Pattern.compile("flink_[A-Za-z]+_[A-Za-z_.+]*[A-Za-z]");
  private static final long FRAMES = 225;

  /** The clip's mouth does not move, so its voice would be taken for one off screen. */
  private static final String ROLE = "--role=speaker";

  private static final int LOOK_MILLIS = 100;

  private final Distribution dist = Distribution.built();
  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir Path folder;

  private Map<String, String> environment;
  private int rest;
  private int jobManagerMetrics;
  private int taskManagerMetrics;

  @Test
  void aJobManagerThatWasKilledGoesOnFromItsLastCheckpoint() throws Exception {
    Path flink = FlinkHome.linked(folder.resolve("flink"));
    run("add", "add-to-flink", flink.toString());
    DemoFiles clip =
        DemoClip.write(
            folder.resolve("clip"), new DemoScript(DemoScript.STANDARD.segments().subList(0, 3)));
    Path first = Files.copy(clip.video(), folder.resolve("first.mp4"));
    Path second = Files.copy(clip.video(), folder.resolve("second.mp4"));
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"))) {
      Path config = prepare(kafka.bootstrapServers(), flink);
      run("topics", "affect", "topics", "create", "--config", config.toString());
      try (Program taskManager = taskManager()) {
        try (Program jobManager = jobManager("first")) {
          try (Program ingest =
              start(
                  "ingest-1",
                  0,
                  "affect",
                  "ingest",
                  first.toString(),
                  ROLE,
                  "--config",
                  config.toString())) {
            theDashboardAsksForMetricsThatExist(taskManager, jobManager);
            ingest.succeed();
          }
          assertThat(rows(List.of("first"), kafka, taskManager, jobManager)).containsOnly(FRAMES);
          assertThat(jobManager.output()).doesNotContain("continues from");
          assertThat(run("healthy", "healthy", "job-manager")).isEmpty();
          assertThat(run("healthy-tm", "healthy", "task-manager")).isEmpty();
        }
        try (Program dead = start("healthy-dead", 0, "healthy", "job-manager")) {
          assertThat(dead.exitCode()).isEqualTo(1);
        }
        try (Program jobManager = jobManager("second")) {
          run(
              "ingest-2",
              "affect",
              "ingest",
              second.toString(),
              ROLE,
              "--config",
              config.toString());
          assertThat(rows(List.of("second"), kafka, taskManager, jobManager)).containsOnly(FRAMES);
          assertThat(jobManager.output()).contains("job-manager: affect continues from", "/chk-");
        }
      }
      // The results of the first stream exist once, and are not repeated after the restart.
      assertThat(rows(List.of("first", "second"), kafka)).containsOnly(FRAMES);
    }
  }

  @Test
  void wrongUseIsSaidInOneLine() throws Exception {
    for (List<String> wrong : List.of(List.of("nonsense"), List.of("affect"), List.<String>of())) {
      List<String> command = new ArrayList<>(List.of(dist.command("job-manager")));
      command.addAll(wrong);
      try (Program program =
          Program.start(
              folder, "wrong" + wrong.size() + wrong, Map.of("FLINK_HOME", ""), command)) {
        assertThat(program.exitCode()).isEqualTo(2);
        assertThat(program.output().lines()).singleElement().asString().contains("expected");
      }
    }
  }

  private Path prepare(String brokers, Path flink) throws IOException {
    int[] ports = FreePorts.find(4);
    rest = ports[1];
    jobManagerMetrics = ports[2];
    taskManagerMetrics = ports[3];
    Path conf = Files.createDirectories(folder.resolve("conf"));
    Path shipped = dist.folder().resolve("conf/flink");
    Files.copy(
        shipped.resolve("log4j-console.properties"), conf.resolve("log4j-console.properties"));
    Files.writeString(
        conf.resolve("config.yaml"),
        Files.readString(shipped.resolve("config.yaml"))
            .replace("jobmanager.rpc.port: 6123", "jobmanager.rpc.port: " + ports[0])
            .replace("rest.port: 8081", "rest.port: " + rest));
    Path config =
        Files.writeString(
            folder.resolve("affect.yaml"),
            "kafka: {bootstrap-servers: '%s'}\nflink: {checkpoint-interval: 1 s}\n"
                .formatted(brokers));
    environment =
        new HashMap<>(
            Map.of(
                "FLINK_HOME", flink.toString(),
                "FLINK_CONF_DIR", conf.toString(),
                "JAVA_HOME", System.getProperty("java.home"),
                "AFFECT_CONFIG", config.toString(),
                "AFFECT_REST_PORT", Integer.toString(rest),
                "AFFECT_CHECKPOINTS",
                    Files.createDirectories(folder.resolve("checkpoints")).toString()));
    return config;
  }

  private Program jobManager(String name) throws IOException {
    return start("job-manager-" + name, jobManagerMetrics, "job-manager", "affect");
  }

  private Program taskManager() throws IOException {
    return start(
        "task-manager",
        taskManagerMetrics,
        "task-manager",
        "-Dtaskmanager.memory.process.size=2500m");
  }

  private Program start(String name, int metrics, String command, String... arguments)
      throws IOException {
    Map<String, String> all = new HashMap<>(environment);
    all.put("AFFECT_METRICS_PORT", Integer.toString(metrics));
    return Program.start(folder, name, all, line(command, arguments));
  }

  private String run(String name, String command, String... arguments) throws Exception {
    Map<String, String> all = environment == null ? Map.of() : new HashMap<>(environment);
    if (environment != null) {
      all.put("AFFECT_METRICS_PORT", Integer.toString(taskManagerMetrics));
    }
    try (Program program = Program.start(folder, name, all, line(command, arguments))) {
      return program.succeed();
    }
  }

  private List<String> line(String command, String... arguments) {
    return Stream.concat(Stream.of(dist.command(command)), Stream.of(arguments)).toList();
  }

  /** Rows of each stream that a read_committed consumer reads once all are closed. */
  private List<Long> rows(List<String> streams, EmbeddedKafka kafka, Program... programs)
      throws Exception {
    KafkaSection config =
        ConfigReader.read(
                Optional.empty(), List.of("kafka.bootstrap-servers=" + kafka.bootstrapServers()))
            .kafka();
    CollectorListener alive =
        new CollectorListener() {
          @Override
          public void look() throws IOException {
            for (Program program : programs) {
              program.requireAlive();
            }
          }
        };
    Path results =
        Files.createDirectories(folder.resolve("results-" + streams.size() + streams.get(0)));
    try (OutputCollector collector =
        OutputCollector.create(
            OutputRecords.open(config),
            streams,
            results,
            Files.createDirectories(folder.resolve("scratch-" + streams.size() + streams.get(0))),
            alive,
            System::nanoTime)) {
      collector.collect(PATIENCE);
    }
    List<Long> rows = new ArrayList<>();
    for (String stream : streams) {
      rows.add(lines(results.resolve(stream + ".frames.csv")) - 1);
    }
    return rows;
  }

  private static long lines(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    }
  }

  /** Read while a stream is open, because metrics of a stream are removed with it. */
  private void theDashboardAsksForMetricsThatExist(Program... programs) throws Exception {
    Path docker = Path.of("..", "docker");
    Set<String> missing = new TreeSet<>();
    for (String file : List.of("grafana/dashboards/affectstream.json", "prometheus/alerts.yml")) {
      Matcher names = METRIC.matcher(Files.readString(docker.resolve(file)));
      while (names.find()) {
        missing.add(names.group());
      }
    }
    assertThat(missing).hasSizeGreaterThan(20);
    missing.add(
        "flink_taskmanager_job_task_operator_numRecordsSend\\{.*operator_name=.[^,]*dead.letters[^}]*}");
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!missing.isEmpty() && System.nanoTime() < end) {
      for (Program program : programs) {
        program.requireAlive();
      }
      String offered = metrics(jobManagerMetrics) + metrics(taskManagerMetrics);
      missing.removeIf(name -> Pattern.compile("(?m)^" + name + "[\\{ ]").matcher(offered).find());
      Thread.sleep(LOOK_MILLIS);
    }
    assertThat(missing)
        .as("metrics the dashboard or an alert asks for, which nobody offers")
        .isEmpty();
  }

  /** Empty while the process that serves the port starts, stops or drops an idle connection. */
  private String metrics(int port) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/metrics".formatted(port))).build();
    try {
      return http.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return "";
    }
  }
}
