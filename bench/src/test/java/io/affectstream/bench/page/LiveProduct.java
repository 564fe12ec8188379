package io.affectstream.bench.page;

import io.affectstream.bench.load.ProductRun;
import io.affectstream.bench.load.RecordedMedia;
import io.affectstream.bench.load.StreamLoad;
import io.affectstream.bench.load.WallClock;
import io.affectstream.bench.options.ProductOptions;
import io.affectstream.ingest.RecordSink;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.ConfigReader;
import io.affectstream.jobs.config.KafkaSection;
import io.affectstream.jobs.pipeline.BundleChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The job with an embedded broker, alert rules, and streams at the pace of cameras. */
final class LiveProduct implements AutoCloseable {

  private static final String RULES =
      """
      rules:
        glad:
          when: happiness over 0.5 for 1 s quiet 20 s
        wants-to-leave:
          when: words match "cancel*" quiet 10 s
          severity: critical
        empty-chair:
          when: no face for 2 s
          severity: info
      """;

  private final ProductRun product;
  private final RecordSink sink;
  private final StreamLoad load;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Future<?> player;

  private LiveProduct(ProductRun product, List<RecordedMedia> recordings, int streams)
      throws Exception {
    this.product = product;
    sink = new SpeakingSink(product.sink());
    WallClock clock = new WallClock();
    load = new StreamLoad(recordings, streams, clock.micros(), Long.MAX_VALUE, true, sink, clock);
    player =
        thread.submit(
            () -> {
              load.play();
              return null;
            });
  }

  /**
   * Starts everything.
   *
   * @param videos played in a loop
   * @param frameRate frames per second of each stream
   */
  static LiveProduct start(Path folder, List<String> videos, int streams, double frameRate)
      throws Exception {
    List<RecordedMedia> recordings = new ArrayList<>();
    for (StreamPlan plan : ProductOptions.plans(videos)) {
      recordings.add(RecordedMedia.of(plan, frameRate));
    }
    AffectConfig config = ConfigReader.read(Optional.empty(), List.of("topics.retention=256 MB"));
    ProductRun product = ProductRun.start(config, BundleChoice.of(config.model()));
    try {
      List<String> apply = new ArrayList<>(List.of("alerts", "apply"));
      apply.add(Files.writeString(folder.resolve("rules.yaml"), RULES).toString());
      apply.addAll(cluster(product));
      String unused = Affect.run(apply.toArray(String[]::new));
      product.submit();
      return new LiveProduct(product, recordings, streams);
    } catch (Exception | AssertionError e) {
      product.close();
      throw e;
    }
  }

  private static List<String> cluster(ProductRun product) {
    KafkaSection kafka = product.config().kafka();
    return List.of(
        "--bootstrap-servers", kafka.bootstrapServers(), "--topic-prefix", kafka.topicPrefix());
  }

  /** Options of a command that name the broker and the topics. */
  List<String> cluster() {
    return cluster(product);
  }

  /** Fails if the job or the streams have ended. */
  void check() throws Exception {
    product.check();
    if (player.isDone()) {
      player.get();
    }
  }

  @Override
  public void close() throws Exception {
    try (product;
        sink) {
      load.stop();
      player.get();
    } finally {
      thread.shutdownNow();
    }
  }
}
