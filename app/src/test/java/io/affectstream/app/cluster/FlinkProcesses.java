package io.affectstream.app.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.affectstream.app.embedded.FreePorts;
import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A standalone Flink session cluster: one process for the job manager and one for each task
 * manager, on the loopback address. Their class path is that of this JVM without the tests, without
 * the classes of {@code jobs}, which are part of the job, and without the Kafka broker. All their
 * files are below one folder. Not thread-safe; {@link #close} kills all of them.
 */
public final class FlinkProcesses implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Fast compilation rather than optimised code, as in the distribution. */
  private static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";

  private static final List<String> BRIEF = List.of("-Xmx512m", FIRST_COMPILER);

  private static final int LOOK_MILLIS = 100;
  private static final Pattern JOB = Pattern.compile("JobID ([0-9a-f]{32})");
  private static final Pattern SAVEPOINT = Pattern.compile("Savepoint completed\\. Path: (\\S+)");

  /** Test classes and libraries, the job, the broker with its dependencies. */
  private static final Pattern NOT_IN_CLUSTER =
      Pattern.compile(
          ".*(-tests\\.jar|/test-classes|/(jobs|app)/target/[^/]*|/(junit|assertj|archunit|jqwik|flink-test)[^/]*"
              + "|/kafka_[^/]*|/kafka-(?!clients)[^/]*|/scala-[^/]*)/?");

  private static final String LOG =
      """
      rootLogger.level = INFO
      rootLogger.appenderRef.console.ref = console
      appender.console.name = console
      appender.console.type = CONSOLE
      appender.console.layout.type = PatternLayout
      appender.console.layout.pattern = %d{HH:mm:ss,SSS} %-5p %c{1} %m%n
      """;

  private final Path folder;
  private final URI web;
  private final JavaProcess.Setting setting;
  private final List<String> options;
  private final List<JavaProcess> taskManagers = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private JavaProcess jobManager;
  private int started;

  private FlinkProcesses(Path folder, URI web, JavaProcess.Setting setting, List<String> options) {
    this.folder = folder;
    this.web = web;
    this.setting = setting;
    this.options = options;
  }

  /**
   * Starts a job manager and task managers, and returns when all slots are available.
   *
   * @param folder created; all files are below it, checkpoints in {@code checkpoints}
   * @param slots of each task manager
   * @param settings of Flink, in addition to those of a cluster on one machine
   */
  public static FlinkProcesses start(
      Path folder, int taskManagers, int slots, Map<String, String> settings) throws Exception {
    Path conf = Files.createDirectories(folder.resolve("conf"));
    int[] ports = FreePorts.find(2);
    Map<String, String> all = new TreeMap<>(settings(folder, ports, slots));
    all.putAll(settings);
    List<String> lines = new ArrayList<>();
    all.forEach((key, value) -> lines.add(key + ": " + value));
    Files.write(conf.resolve("config.yaml"), lines);
    Path log = Files.writeString(conf.resolve("log4j2.properties"), LOG);
    JavaProcess.Setting setting =
        new JavaProcess.Setting(
            classPath(), Map.of("FLINK_CONF_DIR", conf.toString(), "ORT_DISABLE_TELEMETRY", "1"));
    List<String> options =
        List.of("-Dlog4j2.configurationFile=" + log, "--add-opens=java.base/java.util=ALL-UNNAMED");
    FlinkProcesses cluster =
        new FlinkProcesses(folder, URI.create("http://127.0.0.1:" + ports[1]), setting, options);
    try {
      cluster.startJobManager();
      for (int i = 0; i < taskManagers; i++) {
        cluster.startTaskManager();
      }
      cluster.awaitSlots(taskManagers * slots);
      return cluster;
    } catch (Exception | AssertionError e) {
      cluster.close();
      throw e;
    }
  }

  private static Map<String, String> settings(Path folder, int[] ports, int slots) {
    return Map.ofEntries(
        Map.entry("jobmanager.rpc.address", "127.0.0.1"),
        Map.entry("jobmanager.rpc.port", Integer.toString(ports[0])),
        Map.entry("jobmanager.bind-host", "127.0.0.1"),
        Map.entry("rest.address", "127.0.0.1"),
        Map.entry("rest.bind-address", "127.0.0.1"),
        Map.entry("rest.port", Integer.toString(ports[1])),
        Map.entry("taskmanager.host", "127.0.0.1"),
        Map.entry("taskmanager.bind-host", "127.0.0.1"),
        Map.entry("taskmanager.numberOfTaskSlots", Integer.toString(slots)),
        Map.entry("taskmanager.load-balance.mode", "SLOTS"),
        Map.entry("taskmanager.cpu.cores", Integer.toString(slots)),
        Map.entry("taskmanager.memory.framework.heap.size", "128m"),
        Map.entry("taskmanager.memory.framework.off-heap.size", "128m"),
        Map.entry("taskmanager.memory.task.heap.size", "512m"),
        Map.entry("taskmanager.memory.task.off-heap.size", "512m"),
        Map.entry("taskmanager.memory.managed.size", "64m"),
        Map.entry("taskmanager.memory.jvm-metaspace.size", "256m"),
        Map.entry("taskmanager.memory.jvm-overhead.min", "192m"),
        Map.entry("taskmanager.memory.jvm-overhead.max", "192m"),
        Map.entry("taskmanager.memory.network.min", "64m"),
        Map.entry("taskmanager.memory.network.max", "64m"),
        Map.entry("execution.checkpointing.dir", folder.resolve("checkpoints").toUri().toString()));
  }

  /** Libraries of a cluster. */
  static List<Path> classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !NOT_IN_CLUSTER.matcher(entry).matches())
        .map(Path::of)
        .filter(Files::exists)
        .toList();
  }

  private JavaProcess process(
      String name, List<String> furtherOptions, String main, String... arguments)
      throws IOException {
    List<String> all = new ArrayList<>(options);
    all.addAll(furtherOptions);
    return JavaProcess.start(folder, name, setting, all, main, List.of(arguments));
  }

  /** Starts a job manager, if the last one was killed, and returns immediately. */
  public void startJobManager() throws IOException {
    jobManager =
        process(
            "jobmanager-" + started++,
            BRIEF,
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
            "--configDir",
            folder.resolve("conf").toString(),
            "--executionMode",
            "cluster");
  }

  /** Starts another task manager and returns immediately. */
  public JavaProcess startTaskManager() throws IOException {
    String name = "taskmanager-" + started++;
    JavaProcess taskManager =
        process(
            name,
            List.of("-Xmx640m", FIRST_COMPILER),
            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
            "--configDir",
            folder.resolve("conf").toString(),
            "-D",
            "taskmanager.resource-id=" + name);
    taskManagers.add(taskManager);
    return taskManager;
  }

  /** The process of the job manager. */
  public JavaProcess jobManager() {
    return jobManager;
  }

  /** The processes of all task managers so far, including killed ones. */
  public List<JavaProcess> taskManagers() {
    return List.copyOf(taskManagers);
  }

  /** Runs Flink's command line, {@code bin/flink}, to its end. */
  public Client client(String... arguments) throws IOException, InterruptedException {
    String name = "client-" + started++;
    try (JavaProcess client =
        process(name, BRIEF, "org.apache.flink.client.cli.CliFrontend", arguments)) {
      int code = client.await(PATIENCE);
      return new Client(code, client.output());
    }
  }

  /**
   * Result of the command line.
   *
   * @param code exit code
   * @param output its output, including log lines
   */
  public record Client(int code, String output) {

    /** Identity of the job that was submitted. */
    public String job() {
      return found(JOB, "not submitted");
    }

    /** Path of the savepoint with which a job was stopped. */
    public String savepoint() {
      return found(SAVEPOINT, "no savepoint");
    }

    private String found(Pattern pattern, String problem) {
      Matcher text = pattern.matcher(output);
      if (code != 0 || !text.find()) {
        throw new AssertionError("%s, exit code %d:%n%s".formatted(problem, code, output));
      }
      return text.group(1);
    }
  }

  /** Response of Flink's REST interface, e.g. to {@code /overview}. */
  public JsonNode rest(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(web.resolve(path)).build();
    return new ObjectMapper().readTree(http.send(request, BodyHandlers.ofString()).body());
  }

  /** Gives a running job of the adaptive scheduler another parallelism, and waits until it runs. */
  public void resize(String job, int parallelism) throws Exception {
    String path = "/jobs/" + job + "/resource-requirements";
    JsonNode requirements = rest(path);
    for (JsonNode vertex : requirements) {
      ((ObjectNode) vertex.path("parallelism")).put("upperBound", parallelism);
    }
    HttpRequest request =
        HttpRequest.newBuilder(web.resolve(path))
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(requirements.toString()))
            .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() != HttpURLConnection.HTTP_OK) {
      throw new AssertionError("%d: %s".formatted(response.statusCode(), response.body()));
    }
    await("parallelism " + parallelism, () -> runsAt(job, parallelism));
  }

  private boolean runsAt(String job, int parallelism) throws IOException, InterruptedException {
    JsonNode state = rest("/jobs/" + job);
    boolean runs = state.path("state").asText().equals("RUNNING");
    int most = 0;
    for (JsonNode vertex : state.path("vertices")) {
      most = Math.max(most, vertex.path("parallelism").asInt());
      runs &= vertex.path("status").asText().equals("RUNNING");
    }
    return runs && most == parallelism;
  }

  /** Waits until this number of slots is available. */
  public void awaitSlots(int slots) throws Exception {
    await(slots + " slots", () -> rest("/overview").path("slots-total").asInt() == slots);
  }

  /** Waits until a job has a status, e.g. RUNNING. */
  public void awaitStatus(String job, String status) throws Exception {
    await(
        "job " + job + " to be " + status,
        () -> rest("/jobs/" + job).path("state").asText().equals(status));
  }

  /** A question about the cluster. */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws Exception;
  }

  /**
   * Polls until the condition holds.
   *
   * @throws AssertionError after a timeout, or if a process has ended on its own
   */
  public void await(String what, Condition condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!answered(condition)) {
      requireSound();
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "waited %d s for %s%n%s".formatted(PATIENCE.toSeconds(), what, tails()));
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  /**
   * Checks that every process that was not killed runs.
   *
   * @throws AssertionError with the end of its output, if one has ended on its own
   */
  public void requireSound() throws IOException {
    jobManager.requireSound();
    for (JavaProcess taskManager : taskManagers) {
      taskManager.requireSound();
    }
  }

  /** The end of each process's output, for messages. */
  String tails() throws IOException {
    StringBuilder tails = new StringBuilder(jobManager.tail());
    for (JavaProcess taskManager : taskManagers) {
      tails.append(taskManager.tail());
    }
    return tails.toString();
  }

  private static boolean answered(Condition condition) throws Exception {
    try {
      return condition.holds();
    } catch (IOException e) {
      return false; // not up yet, or the connection of a killed process
    }
  }

  @Override
  public void close() {
    taskManagers.forEach(JavaProcess::close);
    if (jobManager != null) {
      jobManager.close();
    }
  }
}
