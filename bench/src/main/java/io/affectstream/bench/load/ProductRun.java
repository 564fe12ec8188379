package io.affectstream.bench.load;

import io.affectstream.app.embedded.LocalBroker;
import io.affectstream.app.embedded.LocalRun;
import io.affectstream.app.embedded.RunningJob;
import io.affectstream.app.embedded.WorkFolder;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.ingest.kafka.KafkaConnection;
import io.affectstream.ingest.kafka.KafkaRecordSink;
import io.affectstream.ingest.kafka.KafkaSinkOptions;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.KafkaSection;
import io.affectstream.jobs.pipeline.AffectJob;
import io.affectstream.jobs.pipeline.PipelineSettings;
import io.affectstream.jobs.pipeline.SettingsFactory;
import io.affectstream.terminal.FolderTree;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The product under measurement: separate topics on an embedded or configured broker, a cluster in
 * this process, the affect job. Closing removes everything.
 */
public final class ProductRun implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(5);
  private static final long POLL_MILLIS = 100;

  private final Path folder;
  private final WorkFolder work;
  private final LocalRun local;
  private final PipelineSettings settings;
  private RunningJob job;

  private ProductRun(Path folder, WorkFolder work, LocalRun local, PipelineSettings settings) {
    this.folder = folder;
    this.work = work;
    this.local = local;
    this.settings = settings;
  }

  /** Starts broker and cluster and creates the topics; {@link #submit} starts the job. */
  public static ProductRun start(AffectConfig config, ModelSource models) throws Exception {
    Path folder = Files.createTempDirectory("affect-bench");
    try {
      ModelBundle bundle = models.open();
      WorkFolder work = WorkFolder.open(folder.resolve("work"));
      try {
        LocalRun local = LocalRun.start(work, config, () -> LocalBroker.of(config, work));
        return new ProductRun(
            folder, work, local, SettingsFactory.of(local.config(), models, bundle));
      } catch (Exception e) {
        work.close();
        throw e;
      }
    } catch (Exception e) {
      FolderTree.delete(folder);
      throw e;
    }
  }

  /**
   * Submits the job and returns once all of it runs.
   *
   * @throws IOException if it ends, or does not run within five minutes
   */
  public void submit() throws IOException, InterruptedException {
    job = local.submit(AffectJob.on(config(), settings, local.checkpointsAddress()));
    long start = System.nanoTime();
    while (!job.isRunning()) {
      check();
      if (System.nanoTime() - start > START_LIMIT.toNanos()) {
        throw new IOException(
            "the job: expected every task to run within %d min, found %s (last failure: %s)"
                .formatted(
                    START_LIMIT.toMinutes(), job.status(), job.lastFailure().orElse("none")));
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** A producer to the topics of this run. */
  public KafkaRecordSink sink() throws IOException {
    KafkaSection kafka = config().kafka();
    return KafkaRecordSink.open(
        new KafkaConnection(kafka.bootstrapServers(), kafka.topicNames(), kafka.properties()),
        KafkaSinkOptions.DEFAULT);
  }

  /**
   * Checks that the job runs.
   *
   * @throws IOException if the job has ended
   */
  public void check() throws IOException {
    job.check();
  }

  /** Configuration with the address and the names of this run. */
  public AffectConfig config() {
    return local.config();
  }

  /** Settings of the stages. */
  public PipelineSettings settings() {
    return settings;
  }

  /** Address of the job's checkpoints in Flink's web interface. */
  public URI checkpointsAddress() {
    return local.webAddress().resolve("/jobs/%s/checkpoints".formatted(job.id()));
  }

  /** Cancels the job and removes everything. */
  @Override
  public void close() throws Exception {
    try (work;
        local) {
      local.deleteTopics();
    } finally {
      FolderTree.delete(folder);
    }
  }
}
