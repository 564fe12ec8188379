package io.affectstream.app.pipeline;

import static io.affectstream.app.pipeline.Feed.INTERVAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.affectstream.app.embedded.EmbeddedFlink;
import io.affectstream.app.embedded.EmbeddedKafka;
import io.affectstream.app.embedded.RunningJob;
import io.affectstream.app.pipeline.Feed.Sent;
import io.affectstream.features.testing.TestData;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.inference.bundle.ReferenceBundle;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.ConfigReader;
import io.affectstream.jobs.pipeline.AffectJob;
import io.affectstream.jobs.pipeline.PipelineSettings;
import io.affectstream.jobs.pipeline.SettingsFactory;
import io.affectstream.jobs.topics.TopicAdmin;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.DeadLetter;
import io.affectstream.schemas.DeadLetterReason;
import io.affectstream.schemas.Reason;
import io.affectstream.schemas.wire.Topics;
import io.affectstream.terminal.FolderTree;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Sends every known kind of invalid record through the real job. All cases run concurrently: each
 * publishes a separate stream, and the tests check the output after the job has stopped, when it is
 * final. One run serves the classes of all cases.
 */
final class BadInputRun {

  private static final Duration LIMIT = Duration.ofSeconds(150);

  /** Limit of the job. */
  static final int MAX_PIXELS = 4_000_000;

  private static BadInputRun finished;

  private Feed feed;
  private Feed nanFeed;
  private Committed out;
  private Committed nanOut;
  private Optional<String> failure;
  private Optional<String> nanFailure;
  private double duplicates;
  private double missing;

  private BadInputRun() {}

  /** The run, started by the first caller of the process. */
  static synchronized BadInputRun once() throws Exception {
    if (finished == null) {
      Path folder = Files.createTempDirectory("bad-input");
      try {
        BadInputRun run = new BadInputRun();
        run.run(folder);
        finished = run;
      } finally {
        FolderTree.delete(folder);
      }
    }
    return finished;
  }

  private void run(Path folder) throws Exception {
    ModelBundle reference =
        ReferenceBundle.assemble(
            TestData.require("models").getParent(), folder.resolve("reference"));
    NanBundle.assemble(
        reference, Files.createDirectories(folder.resolve("work")), folder.resolve("nan"));
    List<byte[]> images = Images.ofClip(24);
    Path claims = Files.createDirectories(folder.resolve("claims"));
    Files.write(claims.resolve("inside.jpg"), images.get(3));
    Files.write(folder.resolve("outside.jpg"), images.get(3));
    int metrics = freePort();
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        EmbeddedFlink flink =
            EmbeddedFlink.start(
                folder.resolve("flink"),
                config(kafka, "flink.parallelism=3", "flink.prometheus-port=" + metrics).flink())) {
      AffectConfig config =
          config(
              kafka,
              "flink.parallelism=2",
              "vision.max-image-pixels=" + MAX_PIXELS,
              "vision.claim-check-folder=" + claims);
      AffectConfig nanConfig =
          config(
              kafka,
              "flink.parallelism=1",
              "kafka.topic-prefix=nan",
              "kafka.group=nan",
              "kafka.transactional-id-prefix=nan");
      RunningJob job = submit(flink, config, folder.resolve("reference"));
      RunningJob nanJob = submit(flink, nanConfig, folder.resolve("nan"));
      try (Feed all = new Feed(kafka.bootstrapServers(), Topics.DEFAULT, images);
          Feed bright = new Feed(kafka.bootstrapServers(), new Topics("nan"), images);
          Committed results = new Committed(config.kafka());
          Committed nanResults = new Committed(nanConfig.kafka())) {
        feed = all;
        nanFeed = bright;
        out = results;
        nanOut = nanResults;
        publish(folder);
        NanModelITCase.publish(bright);
        results.await(job, feed.opened(), feed.bad().size(), LIMIT);
        nanResults.await(nanJob, nanFeed.opened(), nanFeed.bad().size(), LIMIT);
        failure = job.lastFailure();
        nanFailure = nanJob.lastFailure();
        String page = get("http://127.0.0.1:" + metrics + "/metrics");
        duplicates = metric(page, job, "admit video", "duplicates");
        missing = metric(page, job, "admit video", "missing");
        stop(job, folder);
        stop(nanJob, folder);
        results.drain();
        nanResults.drain();
      }
    }
  }

  private static AffectConfig config(EmbeddedKafka kafka, String... flags) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                "kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                "topics.partitions=2",
                "flink.checkpoint-interval=300 ms",
                "flink.restart-attempts=1",
                "model.sessions=1",
                "alignment.mode=strict"));
    all.addAll(Arrays.asList(flags));
    return ConfigReader.read(Optional.empty(), all);
  }

  private static RunningJob submit(EmbeddedFlink flink, AffectConfig config, Path bundle)
      throws Exception {
    try (TopicAdmin topics = TopicAdmin.connect(config.kafka(), config.topics())) {
      topics.create();
    }
    ModelSource source = ModelSource.at(bundle);
    PipelineSettings settings = SettingsFactory.of(config, source, source.open());
    return flink.submit(
        AffectJob.on(config, settings, flink.checkpoints().toUri().toString()).getStreamGraph());
  }

  /** On return, all results of the records read are committed. */
  private static void stop(RunningJob job, Path folder) throws Exception {
    assertThat(job.stopWithSavepoint(folder.resolve("savepoints"))).exists();
    assertThat(job.outcome().get().end()).isEqualTo(RunningJob.End.FINISHED);
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String get(String address) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
        .body();
  }

  /** A counter of the job's stage, summed over its instances. */
  private static double metric(String page, RunningJob job, String stage, String name) {
    List<String> lines =
        page.lines()
            .filter(line -> line.startsWith("flink_taskmanager_job_task_operator_" + name + "{"))
            .filter(line -> line.contains("job_id=\"" + job.id() + "\""))
            .filter(line -> line.contains("operator_name=\"" + stage + "\""))
            .toList();
    assertThat(lines).as("%s of %s", name, stage).hasSize(2);
    return lines.stream()
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private void publish(Path folder) throws Exception {
    feed.good();
    BadRecordsITCase.publish(feed);
    BadImagesITCase.publish(feed, folder);
    BadSoundsITCase.publish(feed);
    BadOrderITCase.publish(feed);
    feed.endGood();
  }

  /** The streams sent. */
  Feed feed() {
    return feed;
  }

  /** The streams sent to the job whose model returns NaN. */
  Feed nanFeed() {
    return nanFeed;
  }

  /** Results of the job. */
  Committed out() {
    return out;
  }

  /** Results of the job whose model returns NaN. */
  Committed nanOut() {
    return nanOut;
  }

  /** Why the job failed; empty if it never did. */
  Optional<String> failure() {
    return failure;
  }

  /** Why the job whose model returns NaN failed; empty if it never did. */
  Optional<String> nanFailure() {
    return nanFailure;
  }

  /** Repeated frames that were counted. */
  double duplicates() {
    return duplicates;
  }

  /** Missing frames that were counted. */
  double missing() {
    return missing;
  }

  /** Each bad record of the case is one dead letter that states what was expected and found. */
  void assertRefused(String name, DeadLetterReason reason, String... words) {
    assertThat(feed.bad(name)).as(name).isNotEmpty();
    for (Sent sent : feed.bad(name)) {
      List<DeadLetter> letters =
          out.letters().stream()
              .filter(
                  letter ->
                      letter.getTopic().equals(sent.topic())
                          && letter.getPartition() == sent.partition()
                          && letter.getOffset() == sent.offset())
              .toList();
      assertThat(letters).as("%s at %s", name, sent).hasSize(1);
      DeadLetter letter = letters.get(0);
      assertThat(letter.getReason()).as(name).isEqualTo(reason);
      assertThat(letter.getMessage()).as(name).contains("expected", "found").contains(words);
    }
  }

  /** Frame 3 is refused with its time, and a row states it; the others are measured. */
  void assertFrame3Refused(String stream, DeadLetterReason reason, String... words) {
    assertRefused(stream, reason, words);
    DeadLetter letter =
        out.letters().stream().filter(l -> stream.equals(l.getStream())).findFirst().orElseThrow();
    assertThat(letter.getTime()).as(stream).isEqualTo(3 * INTERVAL);
    assertThat(out.rows(stream))
        .as(stream)
        .extracting(AffectFrame::getFrame, AffectFrame::getReason)
        .containsExactly(
            tuple(0L, Reason.MEASURED),
            tuple(1L, Reason.MEASURED),
            tuple(2L, Reason.MEASURED),
            tuple(3L, Reason.DECODE_FAILED),
            tuple(4L, Reason.MEASURED),
            tuple(5L, Reason.MEASURED));
  }

  /** The stream's rows, in order: exactly these frames, each with one face. */
  void assertMeasured(String stream, long... frames) {
    assertThat(out.rows(stream))
        .as(stream)
        .extracting(AffectFrame::getFrame)
        .containsExactlyElementsOf(LongStream.of(frames).boxed().toList());
    assertThat(out.rows(stream))
        .as(stream)
        .extracting(AffectFrame::getReason)
        .containsOnly(Reason.MEASURED);
  }
}
