package io.affectstream.bench.load;

import io.affectstream.app.embedded.EmbeddedFlink;
import io.affectstream.app.embedded.EmbeddedKafka;
import io.affectstream.app.embedded.RunningJob;
import io.affectstream.inference.ModelSource;
import io.affectstream.ingest.kafka.KafkaConnection;
import io.affectstream.ingest.kafka.KafkaRecordSink;
import io.affectstream.ingest.kafka.KafkaSinkOptions;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.pipeline.AffectJob;
import io.affectstream.jobs.pipeline.PipelineSettings;
import io.affectstream.jobs.pipeline.SettingsFactory;
import io.affectstream.jobs.topics.TopicAdmin;
import io.affectstream.terminal.FolderTree;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;

/**
 * The product under measurement: separate topics on an embedded or configured broker, a cluster in
 * this process, the affect job. Closing removes everything.
 */
public final class ProductRun implements AutoCloseable {

  private static final Duration CANCEL_LIMIT = Duration.ofSeconds(60);
  private static final Duration START_LIMIT = Duration.ofMinutes(5);
  private static final long LOOK_MILLIS = 100;

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private AffectConfig config;
  private PipelineSettings settings;
  private EmbeddedFlink flink;
  private RunningJob job;

  private ProductRun() {}

  /** Starts broker and cluster and creates the topics; {@link #submit} starts the job. */
  public static ProductRun start(AffectConfig config, ModelSource models) throws Exception {
    ProductRun run = new ProductRun();
    try {
      run.open(config, models);
      return run;
    } catch (Exception e) {
      run.closeAfter(e);
      throw e;
    }
  }

  private void open(AffectConfig asked, ModelSource models) throws Exception {
    Path folder = Files.createTempDirectory("affect-bench");
    open.push(() -> FolderTree.delete(folder));
    if (asked.kafka().bootstrapServers().isEmpty()) {
      EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"));
      open.push(kafka);
      config = asked.withBootstrapServers(kafka.bootstrapServers());
    } else {
      String name = "bench-" + UUID.randomUUID().toString().substring(0, 8);
      config = asked.with(asked.kafka().withOwnNames(name));
      open.push(this::forgetTopics);
    }
    try (TopicAdmin topics = topics()) {
      topics.create();
    }
    settings = SettingsFactory.of(config, models, models.open());
    flink = EmbeddedFlink.start(folder.resolve("flink"), config.flink());
    open.push(flink);
  }

  private TopicAdmin topics() throws Exception {
    return TopicAdmin.connect(config.kafka(), config.topics());
  }

  private void forgetTopics() throws Exception {
    try (TopicAdmin topics = topics()) {
      topics.delete();
    }
  }

  /**
   * Submits the job and returns once all of it runs.
   *
   * @throws IOException if it ends, or does not run within five minutes
   */
  public void submit() throws IOException, InterruptedException {
    String checkpoints = flink.checkpoints().toUri().toString();
    job = flink.submit(AffectJob.on(config, settings, checkpoints).getStreamGraph());
    long start = System.nanoTime();
    while (!job.isRunning()) {
      check();
      if (System.nanoTime() - start > START_LIMIT.toNanos()) {
        throw new IOException(
            "the job: expected every task to run within %d min, found %s (last failure: %s)"
                .formatted(
                    START_LIMIT.toMinutes(), job.status(), job.lastFailure().orElse("none")));
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  /** A producer to the topics of this run. */
  public KafkaRecordSink sink() throws IOException {
    return KafkaRecordSink.open(
        new KafkaConnection(
            config.kafka().bootstrapServers(),
            config.kafka().topicNames(),
            config.kafka().properties()),
        KafkaSinkOptions.DEFAULT);
  }

  /**
   * Checks that the job runs.
   *
   * @throws IOException if the job has ended
   */
  public void check() throws IOException {
    if (job.outcome().isDone()) {
      RunningJob.Outcome outcome = job.outcome().join();
      throw new IOException(
          "the job ended early (%s): %s".formatted(outcome.end(), outcome.cause()));
    }
  }

  /** Configuration with the address and the names of this run. */
  public AffectConfig config() {
    return config;
  }

  /** Settings of the stages. */
  public PipelineSettings settings() {
    return settings;
  }

  /** Address of the job's checkpoints in Flink's web interface. */
  public URI checkpointsAddress() {
    return flink.webAddress().resolve("/jobs/%s/checkpoints".formatted(job.id()));
  }

  /** Cancels the job and removes everything. */
  @Override
  public void close() throws Exception {
    Exception failure = new IOException("not all of a measured run could be closed");
    if (job != null) {
      open.push(() -> job.cancel(CANCEL_LIMIT));
    }
    closeAfter(failure);
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }

  private void closeAfter(Exception failure) {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        failure.addSuppressed(e);
      }
    }
  }
}
