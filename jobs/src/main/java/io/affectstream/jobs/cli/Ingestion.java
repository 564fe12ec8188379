package io.affectstream.jobs.cli;

import io.affectstream.ingest.Ingest;
import io.affectstream.ingest.IngestListener;
import io.affectstream.ingest.IngestOutcome;
import io.affectstream.ingest.IngestSummary;
import io.affectstream.ingest.Positions;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.kafka.KafkaConnection;
import io.affectstream.ingest.kafka.KafkaPositions;
import io.affectstream.ingest.kafka.KafkaRecordSink;
import io.affectstream.ingest.kafka.KafkaSinkOptions;
import io.affectstream.ingest.media.Cancellation;
import io.affectstream.ingest.media.MediaException;
import io.affectstream.ingest.media.MediaSource;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.KafkaConfig;
import io.affectstream.jobs.output.Console;
import io.affectstream.jobs.output.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * What {@code affect ingest} does: plays every plan, several at a time, and tells how each ended.
 */
final class Ingestion {

  private static final int STOP_SECONDS = 60;

  private final KafkaConnection connection;
  private final KafkaSinkOptions options;
  private final Cancellation cancellation = new Cancellation();

  private Ingestion(KafkaConnection connection, KafkaSinkOptions options) {
    this.connection = connection;
    this.options = options;
  }

  static int run(List<StreamPlan> plans, AffectConfig config, Console console)
      throws IOException, InterruptedException {
    KafkaConfig kafka = config.kafka();
    KafkaConnection connection =
        new KafkaConnection(kafka.bootstrapServers(), kafka.topicNames(), kafka.properties());
    String folder = config.vision().claimCheckFolder();
    KafkaSinkOptions options =
        new KafkaSinkOptions(
            Math.toIntExact(config.topics().maxRecord().bytes()),
            KafkaSinkOptions.DEFAULT.timeout(),
            folder.isEmpty() ? Optional.empty() : Optional.of(Path.of(folder)));
    return new Ingestion(connection, options).play(plans, console);
  }

  private int play(List<StreamPlan> plans, Console console)
      throws IOException, InterruptedException {
    Map<String, Positions> published =
        KafkaPositions.of(connection, plans.stream().map(StreamPlan::stream).toList());
    ExecutorService threads = Executors.newFixedThreadPool(concurrency(plans));
    List<Future<IngestOutcome>> outcomes = new ArrayList<>();
    int failed = 0;
    try (Progress progress = console.progress()) {
      Progress.Stage stage = progress.stage("ingest", "pictures", OptionalLong.empty());
      for (StreamPlan plan : plans) {
        StreamPlan rest = plan.resumeAfter(published.get(plan.stream()));
        outcomes.add(threads.submit(() -> play(rest, stage)));
      }
      for (int i = 0; i < plans.size(); i++) {
        failed += report(plans.get(i), outcomes.get(i), progress);
      }
    } finally {
      stop(threads);
    }
    return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  /** Paced and live sources all at once; files at full speed as many as there are cores. */
  private static int concurrency(List<StreamPlan> plans) {
    boolean paced = plans.stream().anyMatch(plan -> plan.options().speed().paced());
    int most = paced ? plans.size() : Runtime.getRuntime().availableProcessors();
    boolean live = plans.stream().anyMatch(plan -> !(plan.source() instanceof MediaSource.File));
    return live ? plans.size() : Math.min(plans.size(), most);
  }

  private IngestOutcome play(StreamPlan plan, Progress.Stage stage)
      throws IOException, MediaException {
    try (KafkaRecordSink sink = KafkaRecordSink.open(connection, options)) {
      long[] counted = {0};
      IngestListener listener =
          progress -> {
            stage.step(progress.pictures() - counted[0]);
            counted[0] = progress.pictures();
          };
      return new Ingest(sink).play(plan, listener, cancellation);
    }
  }

  /** Waits for one and prints how it ended; 1 if it could not be played. */
  private static int report(StreamPlan plan, Future<IngestOutcome> outcome, Progress progress)
      throws InterruptedException {
    try {
      progress.note(text(outcome.get()));
      return 0;
    } catch (ExecutionException e) {
      progress.note(plan.stream() + ": not played: " + e.getCause().getMessage());
      return 1;
    }
  }

  private static String text(IngestOutcome outcome) {
    IngestSummary summary = outcome.summary();
    String end = "played";
    if (outcome instanceof IngestOutcome.BrokenOff broken) {
      end = "broken off (" + broken.reason() + "), closed,";
    } else if (outcome instanceof IngestOutcome.Cancelled) {
      end = "stopped";
    }
    String line =
        String.format(
            Locale.ROOT,
            "%s: %s, %.2f s, %d pictures, %d chunks of sound, %d records",
            summary.stream(),
            end,
            summary.mediaMicros() / 1e6,
            summary.report().pictures(),
            summary.report().sounds(),
            summary.records());
    return summary.remarks().isEmpty() ? line : line + "; " + String.join("; ", summary.remarks());
  }

  /** Ends what still plays; the interrupt of this thread, if any, stays. */
  private void stop(ExecutorService threads) {
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
