package io.affectstream.training.detector;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Draws the steps of an epoch in order, the next one in the background. Every draw depends on seed,
 * epoch, step and mined regions.
 */
final class DetectorBatches implements AutoCloseable {

  private final DetectorTrainingConfig config;
  private final SampleComposer composer;
  private final int epoch;
  private final ExecutorService background = Executors.newSingleThreadExecutor();
  private CompletableFuture<DetectorBatch> coming;
  private int step;

  DetectorBatches(DetectorTrainingConfig config, SampleComposer composer, int epoch) {
    this.config = config;
    this.composer = composer;
    this.epoch = epoch;
    coming = drawn(step++);
  }

  /** The next step. */
  DetectorBatch next() {
    DetectorBatch batch = coming.join();
    coming = drawn(step++);
    return batch;
  }

  private CompletableFuture<DetectorBatch> drawn(int index) {
    return CompletableFuture.supplyAsync(() -> draw(index), background);
  }

  private DetectorBatch draw(int index) {
    long seed = config.seed() * 1_000_003 + epoch * 40_000_003L + index * 7_919L;
    SplittableRandom random = new SplittableRandom(seed);
    DetectorTrainingConfig.Canvas canvas = canvas(random.nextDouble());
    List<DetectorSample> samples = new ArrayList<>();
    for (int i = 0; i < canvas.batch(); i++) {
      samples.add(composer.draw(canvas, random.split()));
    }
    return DetectorBatch.of(samples);
  }

  private DetectorTrainingConfig.Canvas canvas(double draw) {
    double total =
        config.canvases().stream().mapToDouble(DetectorTrainingConfig.Canvas::share).sum();
    double rest = draw * total;
    for (DetectorTrainingConfig.Canvas canvas : config.canvases()) {
      rest -= canvas.share();
      if (rest < 0) {
        return canvas;
      }
    }
    return config.canvases().get(config.canvases().size() - 1);
  }

  @Override
  public void close() {
    background.shutdownNow();
  }
}
