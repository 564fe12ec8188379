package io.affectstream.bench.fuzz;

import io.affectstream.app.collect.OutputRecords;
import io.affectstream.bench.figures.Figure;
import io.affectstream.bench.figures.FigureGroup;
import io.affectstream.bench.figures.Summary;
import io.affectstream.bench.load.ProductRun;
import io.affectstream.inference.ModelSource;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.media.MediaException;
import io.affectstream.ingest.media.MediaSource;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.KafkaSection;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends wrong records to the job, with a well-formed stream after every {@link #PER_WITNESS} of
 * them, and ends once all well-formed streams are closed. The job must not restart: it ends with
 * its first failure, and the run reports after which record.
 */
public final class FuzzRun {

  private static final int PER_WITNESS = 500;
  private static final int OPEN_WITNESSES = 12;
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long TOLD_EVERY = 20_000;

  private final SeedRecords seeds;
  private final AffectConfig config;
  private final ModelSource models;
  private final PrintWriter err;

  private FuzzRun(SeedRecords seeds, AffectConfig config, ModelSource models, PrintWriter err) {
    this.seeds = seeds;
    this.config = config;
    this.models = models;
    this.err = err;
  }

  /**
   * Prepares a run.
   *
   * @param video file whose records are changed
   * @param err receives the progress
   * @throws IOException if the video cannot be read
   */
  public static FuzzRun of(String video, AffectConfig config, ModelSource models, PrintWriter err)
      throws IOException {
    try {
      MediaSource source = MediaSource.parse(video).get(0);
      return new FuzzRun(SeedRecords.of(StreamPlan.of("seed", source)), config, models, err);
    } catch (MediaException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Sends records {@code first} to {@code first + count - 1} of a seed.
   *
   * @throws IOException if the job failed, or a well-formed stream lost a row or was never closed
   */
  public Summary run(long seed, long first, long count) throws Exception {
    long began = System.nanoTime();
    try (ProductRun product = ProductRun.start(config, models)) {
      KafkaSection kafka = product.config().kafka();
      RecordMutator mutator = new RecordMutator(seed, seeds, kafka.topicNames());
      Witnesses witnesses = new Witnesses(seeds, kafka.topicNames());
      product.submit();
      try (OutputRecords out = OutputRecords.open(kafka);
          KafkaProducer<byte[], byte[]> producer = producer(kafka)) {
        for (long number = first; number < first + count; number++) {
          send(producer, mutator.record(number));
          if ((number - first) % PER_WITNESS == PER_WITNESS - 1 || number == first + count - 1) {
            witnesses.next().forEach(record -> send(producer, record));
            await(product, out, witnesses, OPEN_WITNESSES, number);
            tell(number - first + 1, witnesses);
          }
        }
        producer.flush();
        await(product, out, witnesses, 0, first + count - 1);
      }
      return summary(seed, first, count, witnesses, (System.nanoTime() - began) / 1e9);
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(KafkaSection kafka) {
    Map<String, Object> settings = new HashMap<>(kafka.properties());
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    settings.put("linger.ms", "5");
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, FuzzedRecord record) {
    byte[] key = record.stream().getBytes(StandardCharsets.UTF_8);
    byte[] value = record.value().length == 0 ? null : record.value();
    Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(record.topic(), key, value));
  }

  /** Reads results until at most {@code limit} well-formed streams are open. */
  private static void await(
      ProductRun product, OutputRecords out, Witnesses witnesses, int open, long number)
      throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (witnesses.open() > open) {
      try {
        product.check();
      } catch (IOException e) {
        throw new IOException("after record %d: %s".formatted(number, e.getMessage()), e);
      }
      if (out.poll(POLL, witnesses) > 0) {
        end = System.nanoTime() + PATIENCE.toNanos();
      } else if (System.nanoTime() > end) {
        throw new IOException(
            "after record %d: %d well-formed streams are not closed, and nothing came for %d min"
                .formatted(number, witnesses.open(), PATIENCE.toMinutes()));
      }
    }
  }

  private void tell(long sent, Witnesses witnesses) {
    if (sent % TOLD_EVERY == 0) {
      err.printf("%d records, %d well-formed streams closed%n", sent, witnesses.closed());
    }
  }

  private static Summary summary(
      long seed, long first, long count, Witnesses witnesses, double seconds) {
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.count("records sent", count));
    figures.add(Figure.count("restarts", 0));
    figures.add(Figure.count("well-formed streams, all complete", witnesses.closed()));
    figures.add(Figure.count("rows", witnesses.rows()));
    figures.add(Figure.of("time", "s", seconds));
    figures.add(Figure.of("pace", "records/s", count / seconds));
    List<Figure> letters = new ArrayList<>();
    witnesses
        .deadLetters()
        .forEach((reason, number) -> letters.add(Figure.count(reason.name(), number)));
    return new Summary(
        "wrong records through the job",
        List.of(
            "seed %d, records %d to %d".formatted(seed, first, first + count - 1),
            "continue with --seed %d --first %d".formatted(seed, first + count)),
        List.of(
            new FigureGroup("run", figures), new FigureGroup("dead letters by reason", letters)));
  }
}
