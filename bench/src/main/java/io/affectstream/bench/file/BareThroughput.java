package io.affectstream.bench.file;

import io.affectstream.inference.ModelRuntime;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.RuntimeConfig;
import io.affectstream.inference.onnx.BatcherConfig;
import io.affectstream.jobs.pipeline.PipelineSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One bare loop per core, in parallel, each over all files. */
final class BareThroughput {

  private BareThroughput() {}

  /**
   * Cost of a run.
   *
   * @param frames frames of all loops
   * @param wallNanos from the start of the first loop to the end of the last one, without opening
   *     the models
   */
  record Cost(long frames, long wallNanos) {

    double framesPerSecond() {
      return frames * 1e9 / wallNanos;
    }
  }

  /** Runs the loops to their end. */
  static Cost run(List<Path> files, ModelSource models, PipelineSettings settings)
      throws Exception {
    int loops = Runtime.getRuntime().availableProcessors();
    ExecutorService threads = Executors.newFixedThreadPool(loops);
    try (ModelRuntime.Lease lease =
        ModelRuntime.lease(models, withoutWaiting(settings.runtime()))) {
      long start = System.nanoTime();
      List<Future<Long>> running = new ArrayList<>();
      for (int i = 0; i < loops; i++) {
        Callable<Long> loop =
            () -> {
              long frames = 0;
              for (Path file : files) {
                frames += DirectLoop.play(file, lease.runtime(), settings);
              }
              return frames;
            };
        running.add(threads.submit(loop));
      }
      long frames = 0;
      for (Future<Long> loop : running) {
        frames += loop.get();
      }
      return new Cost(frames, System.nanoTime() - start);
    } finally {
      threads.shutdownNow();
    }
  }

  /** A loop that waits for each result must not wait for requests of other loops. */
  private static RuntimeConfig withoutWaiting(RuntimeConfig config) {
    return new RuntimeConfig(
        config.device(),
        config.faces(),
        atOnce(config.faceBatches()),
        atOnce(config.fusionBatches()),
        config.wordBatches(),
        config.cachedWords());
  }

  private static BatcherConfig atOnce(BatcherConfig config) {
    return new BatcherConfig(config.maxRows(), Duration.ZERO, config.queueRows(), config.threads());
  }
}
