package io.affectstream.jobs.analyze;

import io.affectstream.ingest.Ingest;
import io.affectstream.ingest.IngestListener;
import io.affectstream.ingest.IngestOutcome;
import io.affectstream.ingest.Positions;
import io.affectstream.ingest.RecordSink;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.kafka.KafkaConnection;
import io.affectstream.ingest.kafka.KafkaPositions;
import io.affectstream.ingest.kafka.KafkaRecordSink;
import io.affectstream.ingest.kafka.KafkaSinkOptions;
import io.affectstream.ingest.media.Cancellation;
import io.affectstream.ingest.media.MediaException;
import io.affectstream.ingest.media.MediaOptions;
import io.affectstream.ingest.media.MediaReader;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.KafkaConfig;
import io.affectstream.jobs.output.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Plays the sources of a run into the topics, a few at a time, each continued where an earlier run
 * stopped. A source that cannot be opened is told of and left out; the others go on.
 */
final class Players implements AutoCloseable {

  private static final int STOP_SECONDS = 60;

  private final KafkaConnection connection;
  private final KafkaSinkOptions options;
  private final List<StreamPlan> playable = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private final List<Future<IngestOutcome>> futures = new ArrayList<>();
  private final Cancellation cancellation = new Cancellation();
  private final ExecutorService threads;
  private final Progress.Stage stage;

  private Players(
      KafkaConnection connection,
      KafkaSinkOptions options,
      List<StreamPlan> plans,
      Progress progress) {
    this.connection = connection;
    this.options = options;
    this.stage = progress.stage("ingest", "frames", OptionalLong.empty());
    this.threads =
        Executors.newFixedThreadPool(
            Math.min(plans.size(), Runtime.getRuntime().availableProcessors()));
    for (StreamPlan plan : plans) {
      probe(plan, progress);
    }
  }

  /**
   * Looks at every source.
   *
   * @throws IOException if none can be played
   */
  static Players open(List<StreamPlan> plans, AffectConfig config, Progress progress)
      throws IOException {
    KafkaConfig kafka = config.kafka();
    KafkaSinkOptions options =
        new KafkaSinkOptions(
            Math.toIntExact(config.topics().maxRecord().bytes()),
            KafkaSinkOptions.DEFAULT.timeout(),
            KafkaSinkOptions.DEFAULT.claimCheckFolder());
    Players players =
        new Players(
            new KafkaConnection(kafka.bootstrapServers(), kafka.topicNames(), kafka.properties()),
            options,
            plans,
            progress);
    if (players.playable.isEmpty()) {
      players.close();
      throw new IOException("nothing to analyse: " + String.join("; ", players.refused));
    }
    return players;
  }

  private void probe(StreamPlan plan, Progress progress) {
    MediaOptions media = plan.options().media();
    try (MediaReader reader = MediaReader.open(plan.source(), media, 0, cancellation)) {
      plan.check(reader.info());
      playable.add(plan);
      reader.info().notes().forEach(note -> progress.note(plan.stream() + ": " + note));
    } catch (MediaException e) {
      refused.add(e.getMessage());
      progress.note("left out: " + e.getMessage());
    }
  }

  /** Begins to play, each source after what the topics hold of it. */
  void start() throws IOException {
    Map<String, Positions> published =
        KafkaPositions.of(connection, playable.stream().map(StreamPlan::stream).toList());
    for (StreamPlan plan : playable) {
      StreamPlan rest = plan.resumeAfter(published.getOrDefault(plan.stream(), Positions.NONE));
      futures.add(threads.submit(() -> play(rest)));
    }
    threads.shutdown();
  }

  private IngestOutcome play(StreamPlan plan) throws IOException, MediaException {
    long[] counted = {0};
    IngestListener counting =
        progress -> {
          stage.step(progress.pictures() - counted[0]);
          counted[0] = progress.pictures();
        };
    try (RecordSink sink = KafkaRecordSink.open(connection, options)) {
      return new Ingest(sink).play(plan, counting, cancellation);
    }
  }

  /** The sources that can be played. */
  List<StreamPlan> playable() {
    return playable;
  }

  /** One line for each source that cannot. */
  List<String> refused() {
    return refused;
  }

  /**
   * Does nothing while all is well.
   *
   * @throws IOException if playing a source failed
   */
  void check() throws IOException {
    for (Future<IngestOutcome> future : futures) {
      if (future.isDone()) {
        outcome(future);
      }
    }
  }

  /** How playing ended, in the order of the plans; waits for it. */
  List<IngestOutcome> played() throws IOException {
    List<IngestOutcome> outcomes = new ArrayList<>();
    for (Future<IngestOutcome> future : futures) {
      outcomes.add(outcome(future));
    }
    return outcomes;
  }

  private static IngestOutcome outcome(Future<IngestOutcome> future) throws IOException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a source was played", e);
    }
  }

  /** Ends what still plays; the interrupt of this thread, if any, stays. */
  @Override
  public void close() {
    cancellation.cancel();
    threads.shutdown();
    boolean interrupted = Thread.interrupted();
    try {
      if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      interrupted = true;
      threads.shutdownNow();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
