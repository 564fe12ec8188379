package io.affectstream.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.app.cli.Affect;
import io.affectstream.app.pipeline.Kcat;
import io.affectstream.features.testing.TestSpeech;
import io.affectstream.features.testing.TestTools;
import io.affectstream.ingest.StreamLabels;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.demo.DemoClip;
import io.affectstream.ingest.demo.DemoFiles;
import io.affectstream.ingest.demo.DemoScript;
import io.affectstream.ingest.media.MediaSource;
import io.affectstream.ingest.transcript.TranscriptFile;
import io.affectstream.jobs.submit.TranscribeMain;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.wire.Topics;
import io.affectstream.schemas.wire.WireCodec;
import io.affectstream.schemas.wire.WireException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs both jobs on a cluster of processes with a separate broker, and injects one fault after the
 * other in the middle of two streams: a video with a transcript, and a call whose words the
 * transcription job provides. The streams pause at fixed points of their originating time, so that
 * faults hit the same position on a machine of any speed. An independent consumer must read the
 * same bytes as from the undisturbed streams, which are analysed without provisional rows and all
 * others with them. Takes several minutes, so it runs only with {@code mvn verify
 * -Daffect.faults=true}; {@code -Daffect.faults.passes=3} injects each fault three times.
 */
@EnabledIfSystemProperty(
    named = "affect.faults",
    matches = "true",
    disabledReason = "kills processes for minutes; run it with -Daffect.faults=true")
@Timeout(3600)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsITCase {

  private static final String FRAMES = "affect.frames ";
  private static final String TRANSCRIPTS = "affect.transcripts ";
  private static final int STREAMS = 2;

  /**
   * Timeout of one checkpoint. A lost task manager can cause one that never ends
   * (docs/decisions/0010).
   */
  private static final String CHECKPOINT_TIMEOUT = "2 min";

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /**
   * Originating times that divide the streams, of 9 s and 8 s, into parts. Rows lag 2.3 s behind
   * (context and filter of the default bundle), and those of {@code AFTERWARDS} must pass {@code
   * ON_ITS_WAY}.
   */
  private static final Duration COMMITTED = Duration.ofMillis(3_600);

  private static final Duration PUBLISHED = Duration.ofMillis(4_400);
  private static final Duration ON_ITS_WAY = Duration.ofMillis(5_200);
  private static final Duration AFTERWARDS = Duration.ofMillis(7_800);

  private static final StreamLabels KOREAN =
      new StreamLabels(Optional.of("ko"), Optional.empty(), Optional.empty(), Optional.empty());

  /** The clip's mouth does not move, so its voice would be taken for one off screen. */
  private static final StreamLabels SPEAKER =
      new StreamLabels(
          Optional.empty(), Optional.of("speaker"), Optional.empty(), Optional.empty());

  /** Number of times each fault is injected. */
  private static final int PASSES = Integer.getInteger("affect.faults.passes", 1);

  private static final Path REPORT = Path.of("target", "faults", "faults.md");

  @TempDir static Path folder;

  private static final FaultTable TABLE = new FaultTable();
  private static final Map<String, String> JOBS = new HashMap<>();
  private static SmallDisk checkpoints;
  private static BrokerProcess broker;
  private static ZooKeeperProcess zooKeeper;
  private static FlinkProcesses flink;
  private static DemoFiles clip;
  private static Path call;
  private static Path speechModel;
  private static String jar;
  private static Committed undisturbed;

  @BeforeAll
  static void start() throws Exception {
    TestTools.require("kcat");
    speechModel = TestSpeech.koreanModel();
    call = call();
    clip =
        DemoClip.write(
            folder.resolve("clip"), new DemoScript(DemoScript.STANDARD.segments().subList(0, 3)));
    checkpoints = SmallDisk.make(folder.resolve("checkpoints"));
    broker = BrokerProcess.start(folder.resolve("broker"));
    zooKeeper = ZooKeeperProcess.start(Files.createDirectories(folder.resolve("zookeeper")));
    Map<String, String> settings = new HashMap<>(zooKeeper.highAvailability(folder.resolve("ha")));
    settings.put("execution.checkpointing.dir", checkpoints.folder().toUri().toString());
    settings.put("heartbeat.interval", "1 s"); // as in the distribution
    settings.put("heartbeat.timeout", "20 s");
    settings.put("cluster.registration.error-delay", "1 s");
    settings.put("jobmanager.scheduler", "adaptive");
    settings.put("jobmanager.adaptive-scheduler.submission.resource-stabilization-timeout", "1 s");
    settings.put("jobmanager.adaptive-scheduler.executing.resource-stabilization-timeout", "2 s");
    settings.put("jobmanager.adaptive-scheduler.executing.cooldown-after-rescaling", "5 s");
    settings.put("high-availability.zookeeper.client.session-timeout", "6 s");
    flink = FlinkProcesses.start(folder.resolve("flink"), 2, 2, settings);
    jar = JobJar.in(folder).toString();
    succeed("topics", "create", "--bootstrap-servers=" + broker.address());
    submit(1, Map.of(), "--set=live.enabled=false");
    try (GatedPlay play = play("calm")) {
      play.finish();
    }
    undisturbed = whole("calm");
    assertThat(provisional("calm-demo")).isZero();
    submit(1, stopJobs());
    assertThat(undisturbed.count(FRAMES + "demo")).isEqualTo(225);
    assertThat(undisturbed.count(FRAMES + "call")).isGreaterThan(150);
    assertThat(undisturbed.count(TRANSCRIPTS + "call")).isGreaterThan(2);
  }

  @AfterAll
  static void stop() throws Exception {
    System.out.println(TABLE);
    TABLE.appendTo(REPORT);
    close(flink);
    close(zooKeeper);
    close(broker);
    close(checkpoints);
  }

  private static void close(AutoCloseable opened) throws Exception {
    if (opened != null) {
      opened.close();
    }
  }

  /** A call of eight seconds with two sentences. */
  private static Path call() {
    short[] spoken = TestSpeech.speakKorean("안녕하세요 오늘 날씨가 좋습니다", 170);
    int rate = TestSpeech.RATE;
    short[] samples =
        TestSpeech.place(8 * rate, new int[] {rate / 2, 4 * rate}, List.of(spoken, spoken));
    return TestSpeech.write(samples, folder.resolve("call.wav"));
  }

  private static Affect succeed(String... arguments) {
    Affect affect = Affect.run(arguments);
    assertThat(affect.code()).as(affect.out() + affect.err()).isZero();
    return affect;
  }

  /** Submits both jobs as an operator does, from the savepoints if there are any. */
  private static void submit(int parallelism, Map<String, String> savepoints, String... settings)
      throws Exception {
    for (String job : List.of("affect", "transcribe")) {
      List<String> line = new ArrayList<>(List.of("run", "-d", "-p", "" + parallelism));
      if (savepoints.containsKey(job)) {
        line.addAll(List.of("-s", savepoints.get(job)));
      }
      if (job.equals("transcribe")) {
        line.addAll(List.of("-c", TranscribeMain.class.getName()));
      }
      line.addAll(List.of(jar, "--bootstrap-servers=" + broker.address()));
      line.add("--set=flink.checkpoint-interval=1 s");
      line.add("--set=flink.checkpoint-timeout=" + CHECKPOINT_TIMEOUT);
      if (job.equals("transcribe")) {
        line.add("--set=speech.models.ko=" + speechModel);
      } else {
        line.addAll(List.of(settings));
      }
      JOBS.put(job, flink.client(line.toArray(String[]::new)).job());
    }
  }

  /** Stops both jobs with savepoints. */
  private static Map<String, String> stopJobs() throws Exception {
    Map<String, String> savepoints = new HashMap<>();
    for (Map.Entry<String, String> job : JOBS.entrySet()) {
      String made =
          flink
              .client("stop", "-p", folder.resolve("savepoints").toString(), job.getValue())
              .savepoint();
      savepoints.put(job.getKey(), made);
    }
    return savepoints;
  }

  /** A fault and its recovery action. */
  private interface Fault {
    void strike() throws Exception;
  }

  /** Both streams, paused at their start. */
  private static GatedPlay play(String prefix) throws Exception {
    StreamPlan demo =
        StreamPlan.of(prefix + "-demo", new MediaSource.File(clip.video()))
            .withLabels(SPEAKER)
            .withWords(TranscriptFile.read(clip.transcript()));
    StreamPlan talk =
        StreamPlan.of(prefix + "-call", new MediaSource.File(call))
            .withLabels(KOREAN)
            .withRecognisedSpeech();
    return GatedPlay.start(List.of(demo, talk), broker.address());
  }

  /**
   * Waits until both streams are over and no further record of them can appear: each topic is
   * committed by itself, so the closing events may be visible before the last rows are.
   */
  private static Committed whole(String prefix) throws Exception {
    await(prefix, now -> now.closed() == STREAMS);
    return await(prefix, now -> OpenTransactions.of(broker.address()).isEmpty());
  }

  private interface Until {
    boolean reached(Committed now) throws Exception;
  }

  /** Polls kcat; an unavailable broker does not respond. */
  private static Committed await(String prefix, Until until) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Committed now = new Committed(Map.of(), 0);
    do {
      flink.requireSound();
      try {
        now = Committed.of(broker.address(), prefix);
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("kcat ended");
      }
      if (System.nanoTime() > end) {
        Map<String, Integer> counts = new HashMap<>();
        now.records().forEach((key, records) -> counts.put(key, records.size()));
        throw new AssertionError(
            "%s: waited %d s; committed so far: %s, closed: %d%n%s"
                .formatted(prefix, PATIENCE.toSeconds(), counts, now.closed(), flink.tails()));
      }
    } while (!until.reached(now));
    return now;
  }

  /**
   * Plays with a fault and compares the results. At the fault, a part of both streams is committed,
   * a part is in the topics, a part is in flight, and the rest follows.
   */
  private static void survive(String name, String what, Fault fault) throws Exception {
    for (int pass = 1; pass <= PASSES; pass++) {
      survive(name + pass, pass, what, fault);
    }
  }

  private static void survive(String prefix, int pass, String what, Fault fault) throws Exception {
    Duration recovery;
    String timeline;
    try (GatedPlay play = play(prefix);
        VisibleRows rows = VisibleRows.of(broker.address(), prefix + "-demo")) {
      play.moveTo(COMMITTED);
      await(prefix, now -> now.count(FRAMES + "demo") > 0 && now.count(TRANSCRIPTS + "call") > 0);
      play.moveTo(PUBLISHED);
      play.awaitSent();
      play.moveTo(ON_ITS_WAY);
      LocalTime time = LocalTime.now(ZoneId.systemDefault());
      long struck = System.nanoTime();
      fault.strike();
      play.awaitSent();
      int before = play.frames(prefix + "-demo");
      play.moveTo(AFTERWARDS);
      while (!rows.exceed(before)) {
        flink.requireSound();
        recovery = Duration.ofNanos(System.nanoTime() - struck);
        assertThat(recovery).as("%s: no rows after the fault", prefix).isLessThan(PATIENCE);
      }
      recovery = Duration.ofNanos(System.nanoTime() - struck);
      timeline = RecoveryTimeline.of(flink.jobManager().output(), time);
      assertThat(Committed.of(broker.address(), prefix).closed())
          .as("the fault came in the middle")
          .isZero();
      play.finish();
    }
    Committed disturbed = whole(prefix);
    int lost = disturbed.lackingOf(undisturbed);
    int duplicated = undisturbed.lackingOf(disturbed);
    TABLE.add(what, pass, undisturbed.count(), lost, duplicated, timeline, recovery);
    assertThat(lost).as("lost").isZero();
    assertThat(duplicated).as("duplicated").isZero();
    assertThat(disturbed.records()).isEqualTo(undisturbed.records());
    assertThat(provisional(prefix + "-demo")).as("provisional rows").isPositive();
  }

  private static long provisional(String stream) throws Exception {
    WireCodec<AffectFrame> codec = WireCodec.of(AffectFrame.class);
    long rows = 0;
    for (byte[] value : Kcat.readCommitted(broker.address(), Topics.DEFAULT.live())) {
      try {
        rows += codec.decode(value).getStream().equals(stream) ? 1 : 0;
      } catch (WireException e) {
        // an early episode
      }
    }
    return rows;
  }

  @Test
  @Order(1)
  void stopWithSavepointAndOtherParallelism() throws Exception {
    survive(
        "rescaled",
        "stop with savepoint, parallelism 1 to 2 to 1 to 2",
        () -> {
          submit(2, stopJobs());
          submit(1, stopJobs());
          submit(2, stopJobs());
        });
  }

  @Test
  @Order(2)
  void otherParallelismInPlace() throws Exception {
    survive(
        "resized",
        "other parallelism in place, 2 to 1 to 2",
        () -> {
          flink.resize(JOBS.get("affect"), 1);
          flink.resize(JOBS.get("affect"), 2);
        });
  }

  @Test
  @Order(3)
  void killATaskManager() throws Exception {
    survive(
        "worker",
        "kill -9 a task manager, start another",
        () -> {
          flink.taskManagers().stream()
              .filter(JavaProcess::isAlive)
              .findFirst()
              .orElseThrow()
              .kill();
          flink.startTaskManager();
        });
  }

  @Test
  @Order(4)
  void killTheJobManager() throws Exception {
    survive(
        "master",
        "kill -9 the job manager, start another",
        () -> {
          flink.jobManager().kill();
          flink.startJobManager();
        });
  }

  @Test
  @Order(5)
  void stopAndRestartTheBroker() throws Exception {
    survive(
        "broker",
        "stop the broker, start it again",
        () -> {
          broker.stop();
          broker.start();
        });
  }

  @Test
  @Order(6)
  void fillTheDiskOfTheCheckpoints() throws Exception {
    survive(
        "disk",
        "fill the disk of the checkpoints, free it",
        () -> {
          int failed = failedCheckpoints();
          checkpoints.fill();
          flink.await("a failed checkpoint", () -> failedCheckpoints() > failed);
          assertThat(flink.jobManager().output()).contains("No space left on device");
          checkpoints.free();
        });
  }

  private static int failedCheckpoints() throws Exception {
    return flink.rest("/jobs/" + JOBS.get("affect") + "/checkpoints").at("/counts/failed").asInt();
  }

  @Test
  @Order(7)
  void theArchiveGivesTheSameAgain() {
    flink.close(); // everything is committed, and the replay has its own Flink
    Affect replayed =
        succeed(
            "replay",
            "--from-topic=affect",
            "--verify=topics",
            "--bootstrap-servers=" + broker.address());
    assertThat(replayed.out()).startsWith("equal: ");
  }
}
