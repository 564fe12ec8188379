package io.affectstream.app.playback;

import io.affectstream.ingest.Ingest;
import io.affectstream.ingest.IngestListener;
import io.affectstream.ingest.IngestOutcome;
import io.affectstream.ingest.Positions;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.kafka.KafkaConnection;
import io.affectstream.ingest.kafka.KafkaPositions;
import io.affectstream.ingest.kafka.KafkaRecordSink;
import io.affectstream.ingest.kafka.KafkaSinkOptions;
import io.affectstream.ingest.media.Cancellation;
import io.affectstream.ingest.media.MediaException;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.KafkaSection;
import io.affectstream.jobs.topics.RecordFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Plays sources into the topics, each continued after its records in the topics. Paced and live
 * sources play concurrently, files at full speed one per core.
 */
public final class Playback implements AutoCloseable {

  private static final int STOP_SECONDS = 60;

  private final KafkaConnection connection;
  private final KafkaSinkOptions options;
  private final IngestListener listener;
  private final Cancellation cancellation = new Cancellation();
  private final ExecutorService threads;
  private final List<Future<IngestOutcome>> outcomes = new ArrayList<>();

  private Playback(AffectConfig config, IngestListener listener, int concurrency)
      throws IOException {
    KafkaSection kafka = config.kafka();
    this.connection =
        new KafkaConnection(
            kafka.bootstrapServers(),
            kafka.topicNames(),
            kafka.properties(),
            RecordFormat.writing(kafka, kafka.topicNames().inputs()));
    String folder = config.vision().claimCheckFolder();
    this.options =
        new KafkaSinkOptions(
            Math.toIntExact(config.topics().maxRecord().bytes()),
            KafkaSinkOptions.DEFAULT.timeout(),
            KafkaSinkOptions.DEFAULT.linger(),
            folder.isEmpty() ? Optional.empty() : Optional.of(Path.of(folder)));
    this.listener = listener;
    this.threads = Executors.newFixedThreadPool(concurrency);
  }

  /**
   * Starts playing.
   *
   * @param plans at least one
   * @param listener called from several threads
   * @throws IOException if the topics cannot be read, or a schema registry refuses the contracts
   */
  public static Playback start(List<StreamPlan> plans, AffectConfig config, IngestListener listener)
      throws IOException {
    Playback playback = new Playback(config, listener, concurrency(plans));
    try {
      playback.submit(plans);
      return playback;
    } catch (IOException e) {
      playback.close();
      throw e;
    }
  }

  private static int concurrency(List<StreamPlan> plans) {
    boolean waiting =
        plans.stream().anyMatch(plan -> plan.options().speed().paced() || !plan.source().stored());
    return waiting
        ? plans.size()
        : Math.min(plans.size(), Runtime.getRuntime().availableProcessors());
  }

  private void submit(List<StreamPlan> plans) throws IOException {
    Map<String, Positions> published =
        KafkaPositions.of(connection, plans.stream().map(StreamPlan::stream).toList());
    for (StreamPlan plan : plans) {
      StreamPlan rest = plan.resumeAfter(published.get(plan.stream()));
      outcomes.add(threads.submit(() -> play(rest)));
    }
    threads.shutdown();
  }

  private IngestOutcome play(StreamPlan plan) throws IOException, MediaException {
    try (KafkaRecordSink sink = KafkaRecordSink.open(connection, options.of(plan))) {
      return new Ingest(sink).play(plan, listener, cancellation);
    }
  }

  /**
   * How each source ended, in the order of the plans. Fails with {@link MediaException} if a source
   * could not be played, {@link IOException} if the broker failed.
   */
  public List<Future<IngestOutcome>> outcomes() {
    return List.copyOf(outcomes);
  }

  /** Stops playing; keeps the interrupt flag of this thread. */
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
