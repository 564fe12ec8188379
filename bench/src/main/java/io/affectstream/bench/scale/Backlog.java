package io.affectstream.bench.scale;

import io.affectstream.bench.load.ProductRun;
import io.affectstream.bench.load.RecordedMedia;
import io.affectstream.bench.load.RowWatch;
import io.affectstream.bench.load.StreamLoad;
import io.affectstream.bench.load.WallClock;
import io.affectstream.bench.profile.CpuClock;
import io.affectstream.inference.ModelSource;
import io.affectstream.ingest.RecordSink;
import io.affectstream.jobs.config.AffectConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Processes streams that are complete in the topics at full speed. Measures only the job, from the
 * start of its last task to the end of the last stream: rows follow their frames by a window, so
 * the time between two rows is not the work for the rows in between.
 */
final class Backlog {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Backlog() {}

  /**
   * Cost of a run.
   *
   * @param frames frames measured
   * @param wallNanos time for them
   * @param cpuNanos CPU time of the process for them, without the counting thread
   */
  record Cost(long frames, long wallNanos, long cpuNanos) {}

  /**
   * Processes streams.
   *
   * @param loops number of loops of each recording
   */
  static Cost run(
      List<RecordedMedia> recordings,
      int streams,
      int loops,
      AffectConfig config,
      ModelSource models)
      throws Exception {
    WallClock clock = new WallClock();
    try (ProductRun product = ProductRun.start(config, models)) {
      long expected = fill(product, recordings, streams, loops, clock);
      try (RowWatch watch =
          RowWatch.open(
              product.config().kafka(),
              clock,
              product.settings().alignment(),
              product.settings().smoothing())) {
        product.submit();
        return measure(product, watch, expected, streams);
      }
    }
  }

  private static long fill(
      ProductRun product, List<RecordedMedia> recordings, int streams, int loops, WallClock clock)
      throws Exception {
    long start = clock.micros();
    RecordedMedia first = recordings.get(0);
    long until = start + (long) loops * first.images() * first.interval();
    try (RecordSink sink = product.sink()) {
      StreamLoad load = new StreamLoad(recordings, streams, start, until, false, sink, clock);
      load.play();
      long sum = 0;
      for (long sent : load.sent()) {
        sum += sent;
      }
      return sum;
    }
  }

  private static Cost measure(ProductRun product, RowWatch watch, long expected, int streams)
      throws Exception {
    long cpu = CpuClock.process() - CpuClock.thread();
    long wall = System.nanoTime();
    await(product, watch, expected, streams);
    return new Cost(
        watch.frames(), System.nanoTime() - wall, CpuClock.process() - CpuClock.thread() - cpu);
  }

  private static void await(ProductRun product, RowWatch watch, long frames, int closed)
      throws Exception {
    long lastRecord = System.nanoTime();
    while (watch.frames() < frames || watch.closedStreams() < closed) {
      product.check();
      if (watch.look() > 0) {
        lastRecord = System.nanoTime();
      } else if (System.nanoTime() - lastRecord > PATIENCE.toNanos()) {
        throw new IOException(
            "no result for %d s; %d of %d frames, %d of %d streams are complete"
                .formatted(
                    PATIENCE.toSeconds(), watch.frames(), frames, watch.closedStreams(), closed));
      }
    }
  }
}
