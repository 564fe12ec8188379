package io.affectstream.jobs.analyze;

import io.affectstream.ingest.Ingest;
import io.affectstream.ingest.IngestListener;
import io.affectstream.ingest.IngestOutcome;
import io.affectstream.ingest.IngestProgress;
import io.affectstream.ingest.KafkaPositions;
import io.affectstream.ingest.KafkaRecordSink;
import io.affectstream.ingest.Positions;
import io.affectstream.ingest.RecordSink;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.media.Cancellation;
import io.affectstream.ingest.media.MediaException;
import io.affectstream.jobs.config.AffectConfig;
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

/** Plays the sources of a run into the topics, a few at a time, each continued where it stopped. */
final class Players implements AutoCloseable {

  private final ExecutorService threads;
  private final Cancellation cancellation = new Cancellation();
  private final List<Future<IngestOutcome>> played = new ArrayList<>();

  private Players(int concurrent) {
    threads = Executors.newFixedThreadPool(concurrent);
  }

  static Players start(List<StreamPlan> plans, AffectConfig config, Progress progress)
      throws IOException {
    List<String> streams = plans.stream().map(StreamPlan::stream).toList();
    Map<String, Positions> published = KafkaPositions.of(config.kafka(), streams);
    Progress.Stage stage = progress.stage("ingest", "frames", OptionalLong.empty());
    Players players = new Players(Math.min(2, plans.size()));
    for (StreamPlan plan : plans) {
      Positions positions = published.getOrDefault(plan.stream(), Positions.NONE);
      players.played.add(
          players.threads.submit(() -> players.play(plan.resumeAfter(positions), config, stage)));
    }
    players.threads.shutdown();
    return players;
  }

  private IngestOutcome play(StreamPlan plan, AffectConfig config, Progress.Stage stage)
      throws IOException, MediaException {
    try (RecordSink sink = KafkaRecordSink.open(config.kafka())) {
      return new Ingest(sink).play(plan, counting(stage), cancellation);
    }
  }

  private static IngestListener counting(Progress.Stage stage) {
    long[] counted = {0};
    return (IngestProgress progress) -> {
      stage.step(progress.pictures() - counted[0]);
      counted[0] = progress.pictures();
    };
  }

  /**
   * Does nothing while all is well.
   *
   * @throws IOException if a source could not be played
   */
  void check() throws IOException {
    for (Future<IngestOutcome> future : played) {
      if (future.isDone()) {
        outcome(future);
      }
    }
  }

  /** How playing ended, in the order of the plans. */
  List<IngestOutcome> outcomes() throws IOException {
    List<IngestOutcome> outcomes = new ArrayList<>();
    for (Future<IngestOutcome> future : played) {
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
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    cancellation.cancel();
    threads.shutdownNow();
    threads.close();
  }
}
