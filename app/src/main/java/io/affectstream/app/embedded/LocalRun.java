package io.affectstream.app.embedded;

import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.topics.TopicException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What a run in this process consists of: a broker with the run's topics, a cluster, and the job on
 * them. Closing it cancels the job, then stops cluster and broker; topics on a broker that stays
 * are deleted by {@link #deleteTopics}.
 */
public final class LocalRun implements AutoCloseable {

  private final LocalBroker broker;
  private final EmbeddedFlink flink;
  private Optional<RunningJob> job = Optional.empty();

  /** Opens the broker of a run. */
  @FunctionalInterface
  public interface Brokers {

    LocalBroker open() throws IOException;
  }

  private LocalRun(LocalBroker broker, EmbeddedFlink flink) {
    this.broker = broker;
    this.flink = flink;
  }

  /**
   * Starts the cluster, and at the same time the broker, and makes the topics.
   *
   * @param config of the cluster
   * @throws IOException if broker or cluster cannot start
   * @throws TopicException if the topics cannot be made
   */
  public static LocalRun start(WorkFolder work, AffectConfig config, Brokers brokers)
      throws IOException, TopicException, InterruptedException {
    try (Starting<EmbeddedFlink> starting =
        Starting.of("Flink", () -> EmbeddedFlink.start(work.flink(), config.flink()))) {
      LocalBroker broker = brokers.open();
      boolean started = false;
      try {
        broker.createTopics();
        LocalRun run = new LocalRun(broker, starting.take());
        started = true;
        return run;
      } finally {
        if (!started) {
          broker.close();
        }
      }
    }
  }

  /** Configuration with the broker's address and the names of this run. */
  public AffectConfig config() {
    return broker.config();
  }

  /** Flink's web interface. */
  public URI webAddress() {
    return flink.webAddress();
  }

  /** Folder of the checkpoints. */
  public Path checkpoints() {
    return flink.checkpoints();
  }

  /** Address of the checkpoints, as a job takes it. */
  public String checkpointsAddress() {
    return flink.checkpoints().toUri().toString();
  }

  /** Submits the job, from nothing. */
  public RunningJob submit(StreamExecutionEnvironment env)
      throws IOException, InterruptedException {
    return submit(env, Optional.empty());
  }

  /** Submits the job, which takes over the checkpoint if there is one. */
  public RunningJob submit(StreamExecutionEnvironment env, Optional<Path> checkpoint)
      throws IOException, InterruptedException {
    RunningJob submitted = flink.submit(env.getStreamGraph(), checkpoint, RecoveryClaimMode.CLAIM);
    job = Optional.of(submitted);
    return submitted;
  }

  /** Cancels the job and deletes the topics of this run from a broker that stays. */
  public void deleteTopics() throws IOException, TopicException, InterruptedException {
    if (job.isPresent()) {
      job.get().cancel();
    }
    broker.deleteTopics();
  }

  @Override
  public void close() throws IOException {
    try (broker;
        flink) {
      if (job.isPresent()) {
        Uninterrupted.run(job.get()::cancel);
      }
    }
  }
}
