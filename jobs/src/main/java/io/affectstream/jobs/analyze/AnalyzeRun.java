package io.affectstream.jobs.analyze;

import io.affectstream.inference.bundle.BundleException;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.embedded.Checkpoints;
import io.affectstream.jobs.embedded.EmbeddedFlink;
import io.affectstream.jobs.embedded.EmbeddedKafka;
import io.affectstream.jobs.embedded.RunningJob;
import io.affectstream.jobs.embedded.WorkFolder;
import io.affectstream.jobs.output.CollectException;
import io.affectstream.jobs.output.CollectorListener;
import io.affectstream.jobs.output.OutputCollector;
import io.affectstream.jobs.output.OutputRecords;
import io.affectstream.jobs.output.Progress;
import io.affectstream.jobs.output.Results;
import io.affectstream.jobs.pipeline.AffectJob;
import io.affectstream.jobs.pipeline.SettingsFactory;
import io.affectstream.jobs.topics.TopicAdmin;
import io.affectstream.jobs.topics.TopicException;
import io.affectstream.schemas.AffectFrame;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One run of {@code analyze}: broker (unless there is one), cluster, topics, job; every source
 * played into the topics while the job runs; results collected until every stream is closed.
 * Everything lies in the work folder, so that a run that was stopped, or killed, is continued by
 * the next.
 */
public final class AnalyzeRun {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration CANCEL_LIMIT = Duration.ofSeconds(30);

  private final AnalyzeRequest request;
  private final PrintStream err;

  /** A run that tells of addresses and remarks on {@code err}. */
  public AnalyzeRun(AnalyzeRequest request, PrintStream err) {
    this.request = request;
    this.err = err;
  }

  /**
   * Runs to the end. An interrupt stops cleanly and leaves the work folder to be continued.
   *
   * @throws BundleException if the bundle is refused
   * @throws TopicException if topics cannot be made
   * @throws CollectException if results stop coming
   * @throws IOException if the broker, the cluster, the job or a source fails
   */
  public AnalyzeOutcome run(Progress progress)
      throws BundleException, TopicException, CollectException, IOException, InterruptedException {
    ModelBundle bundle = request.models().open();
    try (WorkFolder work = WorkFolder.open(request.work());
        Broker broker = Broker.open(request.config(), work);
        EmbeddedFlink flink = EmbeddedFlink.start(work.flink(), request.config().flink())) {
      err.println("Flink web interface: " + flink.webAddress());
      AffectConfig config = broker.config();
      try (TopicAdmin topics =
          TopicAdmin.connect(broker.bootstrapServers(), config.kafka(), config.topics())) {
        topics.create();
      }
      RunningJob job = submit(flink, config, bundle);
      try (Players players = Players.start(request.plans(), config, progress)) {
        Results results = collect(config, work, job, players, progress);
        job.cancel(CANCEL_LIMIT);
        if (!request.keepWork()) {
          work.removeOnClose();
        }
        return new AnalyzeOutcome(results, players.outcomes());
      } finally {
        job.cancel(CANCEL_LIMIT);
      }
    }
  }

  private RunningJob submit(EmbeddedFlink flink, AffectConfig config, ModelBundle bundle)
      throws IOException, InterruptedException {
    URI checkpoints = flink.checkpoints().toUri();
    StreamExecutionEnvironment env =
        AffectJob.on(
            config, SettingsFactory.of(config, request.models(), bundle), checkpoints.toString());
    return flink.submit(
        env.getStreamGraph(), Checkpoints.latest(flink.checkpoints()), RecoveryClaimMode.CLAIM);
  }

  private Results collect(
      AffectConfig config, WorkFolder work, RunningJob job, Players players, Progress progress)
      throws CollectException, IOException, InterruptedException {
    List<String> streams = request.plans().stream().map(plan -> plan.stream()).toList();
    Progress.Stage rows = progress.stage("analyze", "rows", OptionalLong.empty());
    CollectorListener listener =
        new CollectorListener() {
          @Override
          public void frame(AffectFrame frame) {
            rows.step(1);
          }

          @Override
          public void look() throws IOException {
            players.check();
            checkJob(job);
          }
        };
    try (OutputCollector collector =
        OutputCollector.create(
            OutputRecords.open(config.kafka()),
            streams,
            request.out(),
            work.temporary(),
            listener,
            System::nanoTime)) {
      return collector.collect(PATIENCE);
    }
  }

  private static void checkJob(RunningJob job) throws IOException {
    Optional<RunningJob.Outcome> ended =
        job.outcome().isDone() ? Optional.of(job.outcome().join()) : Optional.empty();
    if (ended.isPresent()) {
      throw new IOException("the job ended early: " + ended.get().cause());
    }
  }

  /** The broker of a run: its own, or the one that is there. */
  private record Broker(AffectConfig config, Optional<EmbeddedKafka> embedded)
      implements AutoCloseable {

    static Broker open(AffectConfig config, WorkFolder work) throws IOException {
      if (!config.kafka().bootstrapServers().isEmpty()) {
        return new Broker(config, Optional.empty());
      }
      EmbeddedKafka kafka = EmbeddedKafka.start(work.kafka());
      return new Broker(config.withBootstrapServers(kafka.bootstrapServers()), Optional.of(kafka));
    }

    String bootstrapServers() {
      return config.kafka().bootstrapServers();
    }

    @Override
    public void close() {
      embedded.ifPresent(EmbeddedKafka::close);
    }
  }
}
