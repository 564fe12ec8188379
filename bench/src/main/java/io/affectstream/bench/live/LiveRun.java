package io.affectstream.bench.live;

import io.affectstream.bench.load.CheckpointLog;
import io.affectstream.bench.load.CheckpointLog.Checkpoint;
import io.affectstream.bench.load.ProductRun;
import io.affectstream.bench.load.ProvisionalWatch;
import io.affectstream.bench.load.RowWatch;
import io.affectstream.bench.load.StreamLoad;
import io.affectstream.bench.load.WallClock;
import io.affectstream.features.align.AlignmentConfig;
import io.affectstream.features.smoothing.SmoothingConfig;
import io.affectstream.inference.ModelSource;
import io.affectstream.ingest.RecordSink;
import io.affectstream.jobs.config.AffectConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs the product under a live load and samples it every second. */
final class LiveRun {

  /** Notified of the progress of a run. */
  @FunctionalInterface
  interface Listener {

    /** Called every second. */
    void second(double seconds, double lagMillis);
  }

  private static final long SECOND = 1_000_000;
  private static final long LEAD_MICROS = 500_000;
  private static final int LOOKS_PER_CHECKPOINT_LOG = 5;
  private static final long DRAIN_MICROS = 90 * SECOND;
  private static final double GIVE_UP_MILLIS = 20_000;
  private static final double BIN_SECONDS = 10;
  private static final double BINS = 5;

  private final LivePlan plan;
  private final ProductRun product;
  private final RowWatch watch;
  private final ProvisionalWatch provisional;
  private final StreamLoad load;
  private final WallClock clock;
  private final Listener listener;
  private final CheckpointLog checkpoints;
  private final LiveSeries series;
  private final OwnThreads own = new OwnThreads();
  private final AtomicBoolean watching = new AtomicBoolean(true);
  private final long measuredFrom;
  private final long measuredUntil;

  private LiveRun(
      LivePlan plan,
      ProductRun product,
      RecordSink sink,
      RowWatch watch,
      WallClock clock,
      Listener listener)
      throws Exception {
    this.plan = plan;
    this.product = product;
    this.watch = watch;
    this.clock = clock;
    this.listener = listener;
    this.checkpoints = new CheckpointLog(product.checkpointsAddress());
    this.series = LiveSeries.ofBins(Math.min(BIN_SECONDS, seconds(plan.hold()) / BINS));
    long start = clock.micros() + LEAD_MICROS;
    this.measuredFrom = start + micros(plan.warmUp());
    this.measuredUntil = measuredFrom + micros(plan.hold());
    this.load =
        new StreamLoad(plan.recordings(), plan.streams(), start, measuredUntil, true, sink, clock);
    for (int i = 0; i < plan.streams(); i++) {
      watch.expect(
          StreamLoad.name(i), load.start(i), plan.recordings().get(i % plan.recordings().size()));
    }
    watch.measure(measuredFrom, measuredUntil);
    this.provisional =
        ProvisionalWatch.open(product.config().kafka(), clock, measuredFrom, measuredUntil);
  }

  /** Runs everything, from the start of a broker to the count of frames. */
  static LiveReport run(LivePlan plan, AffectConfig config, ModelSource models, Listener listener)
      throws Exception {
    WallClock clock = new WallClock();
    try (ProductRun product = ProductRun.start(config, models)) {
      product.submit();
      try (RowWatch watch =
              RowWatch.open(
                  product.config().kafka(),
                  clock,
                  product.settings().alignment(),
                  product.settings().smoothing());
          RecordSink sink = product.sink()) {
        return new LiveRun(plan, product, sink, watch, clock, listener).run();
      }
    }
  }

  private LiveReport run() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try (provisional) {
      Future<?> early = threads.submit(() -> own.call("bench-provisional", this::watchProvisional));
      Future<?> watcher = threads.submit(() -> own.call("bench-watch", this::watch));
      Future<?> player = threads.submit(() -> own.call("bench-load", load::play));
      own.join();
      Span span = measure(watcher, player);
      load.stop();
      done(player);
      drain(watcher);
      watching.set(false);
      done(watcher);
      done(early);
      return report(span);
    } finally {
      watching.set(false);
      load.stop();
      threads.shutdownNow();
    }
  }

  private void watch() throws Exception {
    while (watching.get()) {
      int unused = watch.look();
    }
  }

  private void watchProvisional() throws Exception {
    while (watching.get()) {
      provisional.look();
    }
  }

  /** Counts between the start and the end of the measured time. */
  private record Span(
      double seconds, boolean givenUp, long frames, long cpuNanos, long allocated) {}

  private Span measure(Future<?> watcher, Future<?> player) throws Exception {
    sleepUntil(measuredFrom, watcher, player);
    long frames = watch.frames();
    long allocated = own.allocatedByOthers();
    long cpu = own.cpuOfOthers();
    long collected = clock.micros();
    long last = cpu;
    double seconds = 0;
    double lag = 0;
    for (int i = 1; measuredFrom + i * SECOND <= measuredUntil && lag < GIVE_UP_MILLIS; i++) {
      sleepUntil(measuredFrom + i * SECOND, watcher, player);
      if (!plan.collectEvery().isZero()
          && clock.micros() - collected > micros(plan.collectEvery())) {
        System.gc();
        collected = clock.micros();
      }
      double before = seconds;
      seconds = (clock.micros() - measuredFrom) / (double) SECOND;
      lag = watch.lagMillis();
      long now = own.cpuOfOthers();
      series.cpu().add(seconds, (now - last) / 1e9 / (seconds - before));
      last = now;
      look(seconds, lag, i);
    }
    return new Span(
        seconds,
        lag >= GIVE_UP_MILLIS,
        watch.frames() - frames,
        last - cpu,
        own.allocatedByOthers() - allocated);
  }

  private void look(double seconds, double lag, int number) throws Exception {
    series.lag().add(seconds, lag);
    series.heap().add(seconds, Resources.heapAfterCollection() / 1e6);
    series.resident().add(seconds, Resources.resident() / 1e6);
    series.handles().add(seconds, (double) Resources.fileHandles());
    if (number % LOOKS_PER_CHECKPOINT_LOG == 0) {
      checkpoints.look();
    }
    listener.second(seconds, lag);
  }

  private void sleepUntil(long micros, Future<?>... workers) throws Exception {
    product.check();
    for (Future<?> worker : workers) {
      if (worker.isDone()) {
        done(worker);
      }
    }
    long wait = micros - clock.micros();
    if (wait > 0) {
      Thread.sleep(wait / 1_000);
    }
  }

  /** Waits for the end of every stream. */
  private void drain(Future<?> watcher) throws Exception {
    long limit = clock.micros() + DRAIN_MICROS;
    while (watch.closedStreams() < plan.streams() && clock.micros() < limit) {
      sleepUntil(clock.micros() + SECOND / 10, watcher);
    }
    checkpoints.look();
  }

  private static void done(Future<?> worker) throws IOException, InterruptedException {
    try {
      worker.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    }
  }

  private LiveReport report(Span span) {
    List<Checkpoint> measured = checkpoints();
    measured.forEach(
        one ->
            series
                .checkpointBytes()
                .add(
                    (one.triggered() * 1_000 - measuredFrom) / (double) SECOND, one.bytes() / 1e3));
    return new LiveReport(
        plan,
        product.config().kafka().delivery().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        span.seconds(),
        LoadResult.of(series.lag(), span.givenUp()),
        series,
        watch.age(),
        watch.added(),
        boundMillis(),
        span.frames(),
        span.cpuNanos(),
        span.allocated(),
        measured,
        watch.account(load.sent()),
        watch.open(),
        watch.deadLetters(),
        load.lateness(),
        provisional,
        watch.revisions());
  }

  /** Checkpoints started in the measured time; all if there are none because it is short. */
  private List<Checkpoint> checkpoints() {
    List<Checkpoint> all = List.copyOf(checkpoints.completed());
    List<Checkpoint> measured =
        all.stream()
            .filter(one -> one.triggered() * 1_000 >= measuredFrom)
            .filter(one -> one.triggered() * 1_000 < measuredUntil)
            .toList();
    return measured.isEmpty() ? all : measured;
  }

  /** M and K steps, and the maximum delay of the filter at the rate of the rows. */
  private double boundMillis() {
    AlignmentConfig alignment = product.settings().alignment();
    SmoothingConfig smoothing = product.settings().smoothing();
    long row = plan.soundOnly() ? alignment.grid().timeOf(1) : plan.recordings().get(0).interval();
    return (alignment.grid().timeOf(alignment.halo() + alignment.segment())
            + smoothing.maxDelay() * row)
        / 1e3;
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
