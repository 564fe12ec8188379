package io.affectstream.bench.live;

import io.affectstream.bench.figures.FigureGroup;
import io.affectstream.bench.figures.Summary;
import io.affectstream.bench.load.RecordedMedia;
import io.affectstream.bench.options.Machine;
import io.affectstream.bench.options.ProductOptions;
import io.affectstream.inference.ModelSource;
import io.affectstream.jobs.config.AffectConfig;
import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Live loads of one kind. */
public final class LiveMeasurement {

  /** Bounds the number of streams, because disk space is limited. */
  private static final String RETENTION = "topics.retention=256 MB";

  private static final int MAX_CONFIRMATIONS = 4;

  private final AffectConfig config;
  private final ModelSource models;
  private final List<RecordedMedia> recordings;
  private final String media;
  private final PrintWriter log;

  /**
   * Result of one load.
   *
   * @param summary the figures
   * @param chart curves over time
   * @param held whether it was held
   * @param csv values sampled every second
   */
  public record Result(Summary summary, Supplier<BufferedImage> chart, boolean held, String csv) {}

  /**
   * Reads the media.
   *
   * @param delivery as in {@code kafka.delivery}; null = the product's default
   * @param framesPerSecond of each stream; 0 = sound only
   * @param log receives the progress
   */
  public LiveMeasurement(
      ProductOptions product, String delivery, double framesPerSecond, PrintWriter log)
      throws Exception {
    this.log = log;
    this.config =
        delivery == null
            ? product.config(RETENTION)
            : product.config(RETENTION, "kafka.delivery=" + delivery);
    this.models = product.models(config);
    this.recordings = product.recordings(framesPerSecond);
    this.media = product.media();
  }

  /**
   * The largest number of streams held in short probes; 0 = none. A warm-up run with the first
   * number precedes them, so that the first probe is not slowed down by the compilation of code.
   */
  public int largest(int first, int limit, Duration warmUp, Duration probe) throws Exception {
    log.printf("%d streams to warm up%n", first);
    var unused = run(plan(first, warmUp, probe, Duration.ZERO));
    return LargestHeld.find(
        first,
        limit,
        streams -> {
          LiveReport report = run(plan(streams, warmUp, probe, Duration.ZERO));
          log.printf(
              Locale.ROOT,
              "%d streams: %s, lag grows by %.1f ms/s, p99 added %.0f ms, %.2f cores%n",
              streams,
              report.result().held() ? "held" : "not held",
              report.result().slope(),
              report.added().at(0.99),
              report.cpuNanos() / 1e9 / report.seconds());
          log.flush();
          return report.result().held();
        });
  }

  /** Holds that number for longer, or the next lower number that is held. */
  public Result confirm(int streams, Duration warmUp, Duration hold) throws Exception {
    Result result = hold(streams, warmUp, hold);
    int tried = streams;
    for (int i = 1; i < MAX_CONFIRMATIONS && !result.held() && tried > 1; i++) {
      log.printf("%d streams were not held for longer%n", tried);
      log.flush();
      result = hold(--tried, warmUp, hold);
    }
    return result;
  }

  /** Holds a number of streams and measures. */
  public Result hold(int streams, Duration warmUp, Duration hold) throws Exception {
    return result(run(plan(streams, warmUp, hold, Duration.ZERO)));
  }

  /** The same with periodic forced garbage collections. */
  Result soak(int streams, Duration warmUp, Duration hold, Duration collectEvery) throws Exception {
    return result(run(plan(streams, warmUp, hold, collectEvery)));
  }

  private LivePlan plan(int streams, Duration warmUp, Duration hold, Duration collectEvery) {
    return new LivePlan(recordings, streams, warmUp, hold, collectEvery);
  }

  private LiveReport run(LivePlan plan) throws Exception {
    double[] printed = {-Double.MAX_VALUE};
    return LiveRun.run(
        plan,
        config,
        models,
        (seconds, lag) -> {
          if (seconds - printed[0] >= 30) {
            printed[0] = seconds;
            log.printf(
                Locale.ROOT, "  %d streams, %4.0f s: lag %.0f ms%n", plan.streams(), seconds, lag);
            log.flush();
          }
        });
  }

  private Result result(LiveReport report) throws Exception {
    List<FigureGroup> sections = LiveFigures.of(report);
    List<String> facts = new ArrayList<>();
    facts.add(media + " in a loop");
    facts.add(Machine.describe(models));
    report.ledger().first().forEach(facts::add);
    Summary summary = new Summary("Live load", facts, sections);
    return new Result(
        summary, () -> LiveFigures.chart(report), report.result().held(), report.series().csv());
  }
}
