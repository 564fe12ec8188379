package io.affectstream.bench.live;

import io.affectstream.bench.figures.Figure;
import io.affectstream.bench.figures.FigureGroup;
import io.affectstream.bench.figures.LineChart;
import io.affectstream.bench.figures.LineChart.Panel;
import io.affectstream.bench.figures.Spread;
import io.affectstream.bench.figures.Trend;
import io.affectstream.bench.load.CheckpointLog.Checkpoint;
import io.affectstream.bench.load.ProvisionalWatch;
import io.affectstream.bench.load.Revisions;
import io.affectstream.schemas.EventKind;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** The figures of a live load. */
final class LiveFigures {

  private static final double PER_MINUTE = 60;
  private static final double PER_HOUR = 3600;

  private LiveFigures() {}

  /** All figures. */
  static List<FigureGroup> of(LiveReport report) {
    List<FigureGroup> sections = new ArrayList<>();
    sections.add(new FigureGroup(title(report), load(report)));
    sections.add(new FigureGroup("latency", latency(report)));
    sections.add(new FigureGroup("provisional rows", provisional(report)));
    sections.add(new FigureGroup("account of frames", account(report)));
    sections.add(new FigureGroup("state and memory", memory(report)));
    return sections;
  }

  private static String title(LiveReport report) {
    return "live, %s, %s: %s"
        .formatted(
            report.plan().soundOnly() ? "sound only" : "frames",
            report.delivery(),
            result(report.result()));
  }

  private static String result(LoadResult result) {
    if (result.held()) {
      return "held";
    }
    return result.givenUp()
        ? "NOT held, aborted because the lag was too large"
        : "NOT held, the lag grows";
  }

  private static List<Figure> load(LiveReport report) {
    double frames = Math.max(1, report.frames());
    String item = report.plan().soundOnly() ? "row" : "frame";
    return List.of(
        Figure.count("streams", report.plan().streams()),
        Figure.of("measured", "s", report.seconds()),
        Figure.of(item + "s", item + "s/s", report.frames() / report.seconds()),
        Figure.of("growth of the lag", "ms/s", report.result().slope()),
        Figure.of("CPU", "cores", report.cpuNanos() / 1e9 / report.seconds()),
        Figure.of("CPU per " + item, "ms", report.cpuNanos() / 1e6 / frames),
        Figure.of("heap allocated per " + item, "kB", report.allocated() / 1e3 / frames),
        Figure.of("records sent late, p99", "ms", report.lateness().at(0.99)));
  }

  private static List<Figure> latency(LiveReport report) {
    double p50 = report.age().at(0.5);
    double p99 = report.age().at(0.99);
    return List.of(
        Figure.of("age of visible rows, p50", "ms", p50),
        Figure.of("age of visible rows, p99", "ms", p99),
        Figure.of("bound of the algorithm: M + K + filter", "ms", report.boundMillis()),
        Figure.of("p99 beyond that bound", "ms", p99 - report.boundMillis()),
        Figure.of("added to what each row needs, p50", "ms", report.added().at(0.5)),
        Figure.of("added to what each row needs, p99", "ms", report.added().at(0.99)),
        Figure.of("lag, median over time", "ms", median(report.series().lag())),
        Figure.of("lag, greatest", "ms", greatest(report.series().lag())));
  }

  private static List<Figure> provisional(LiveReport report) {
    ProvisionalWatch rows = report.provisional();
    Revisions revisions = report.revisions();
    return List.of(
        Figure.of("age when readable, p50", "ms", rows.age().at(0.5)),
        Figure.of("age when readable, p99", "ms", rows.age().at(0.99)),
        Figure.count("rows", rows.rows()),
        Figure.count("out of order", rows.outOfOrder()),
        Figure.count("final rows with a label", revisions.measured()),
        Figure.count("of these with a provisional row", revisions.compared()),
        Figure.of("of these with another label", "%", 100 * revisions.rate()),
        Figure.count("early episodes", rows.events(EventKind.EPISODE_OPENED)),
        Figure.count("confirmed", rows.events(EventKind.EPISODE_CONFIRMED)),
        Figure.count("withdrawn", rows.events(EventKind.EPISODE_WITHDRAWN)));
  }

  private static List<Figure> account(LiveReport report) {
    return List.of(
        Figure.count("frames with rows", report.ledger().frames()),
        Figure.count("rows", report.ledger().rows()),
        Figure.count("frames lost", report.ledger().lost()),
        Figure.count("rows repeated", report.ledger().repeated()),
        Figure.count("streams whose end was not seen", report.unfinished().size()),
        Figure.count(
            "dead letters",
            report.deadLetters().values().stream().mapToLong(Long::longValue).sum()));
  }

  private static List<Figure> memory(LiveReport report) {
    List<Figure> figures = new ArrayList<>();
    List<Checkpoint> checkpoints = report.checkpoints();
    if (!checkpoints.isEmpty()) {
      Spread bytes = spread(checkpoints, true);
      int streams = report.plan().streams();
      figures.add(new Figure("checkpoint size", "kB", bytes));
      figures.add(
          new Figure(
              "checkpoint size per stream",
              "kB",
              new Spread(
                  bytes.median() / streams,
                  bytes.least() / streams,
                  bytes.greatest() / streams,
                  bytes.count())));
      figures.add(new Figure("checkpoint duration", "ms", spread(checkpoints, false)));
      figures.add(
          Figure.of(
              "growth of checkpoints",
              "kB/h",
              report.series().checkpointBytes().slope() * PER_HOUR));
    }
    LiveSeries series = report.series();
    figures.add(Figure.of("heap after collection", "MB", median(series.heap())));
    figures.add(Figure.of("growth of the heap", "MB/min", series.heap().slope() * PER_MINUTE));
    figures.add(Figure.of("memory in RAM", "MB", median(series.resident())));
    figures.add(
        Figure.of("growth of memory in RAM", "MB/min", series.resident().slope() * PER_MINUTE));
    figures.add(Figure.of("file handles", "", median(series.handles())));
    figures.add(
        Figure.of("growth of file handles", "1/min", series.handles().slope() * PER_MINUTE));
    return figures;
  }

  private static Spread spread(List<Checkpoint> checkpoints, boolean bytes) {
    return Spread.of(
        checkpoints.stream()
            .mapToDouble(one -> bytes ? one.bytes() / 1e3 : one.millis())
            .toArray());
  }

  private static double median(Trend trend) {
    return trend.size() == 0 ? 0 : Spread.of(trend.values()).median();
  }

  private static double greatest(Trend trend) {
    return trend.size() == 0 ? 0 : Spread.of(trend.values()).greatest();
  }

  /** Curves of the values sampled every second. */
  static BufferedImage chart(LiveReport report) {
    LiveSeries series = report.series();
    return LineChart.draw(
        "%d live streams, %s".formatted(report.plan().streams(), report.delivery()),
        List.of(
            new Panel("lag of the stream furthest behind, ms", series.lag()),
            new Panel("CPU of the product, cores", series.cpu()),
            new Panel("heap after collection, MB", series.heap()),
            new Panel("memory in RAM, MB", series.resident()),
            new Panel("open files and sockets", series.handles()),
            new Panel("checkpoint size, kB", series.checkpointBytes())));
  }
}
