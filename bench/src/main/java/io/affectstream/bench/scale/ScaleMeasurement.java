package io.affectstream.bench.scale;

import io.affectstream.bench.figures.Figure;
import io.affectstream.bench.figures.FigureGroup;
import io.affectstream.bench.figures.Spread;
import io.affectstream.bench.load.RecordedMedia;
import io.affectstream.bench.options.ProductOptions;
import io.affectstream.inference.ModelSource;
import io.affectstream.jobs.config.AffectConfig;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures several numbers of streams, one after the other, on the cores of this process. */
public final class ScaleMeasurement {

  private static final double FRAME_RATE = 25;

  /** Frames of a loop; every stream plays whole loops, so that all numbers have the same input. */
  private static final int LOOP = 250;

  private final AffectConfig config;
  private final ModelSource models;
  private final List<RecordedMedia> recordings;
  private final PrintWriter log;

  /** Reads the media. */
  public ScaleMeasurement(ProductOptions product, PrintWriter log) throws Exception {
    this.config = product.config("kafka.delivery=at-least-once");
    this.models = product.models(config);
    this.recordings = product.recordings(FRAME_RATE, LOOP);
    this.log = log;
  }

  /**
   * Measures each number of streams.
   *
   * @param frames frames of all streams together; each stream plays at least one whole loop
   */
  public List<FigureGroup> run(List<Integer> streams, int frames, int repeats) throws Exception {
    Map<Integer, List<Backlog.Cost>> costs = new LinkedHashMap<>();
    for (int round = 0; round <= repeats; round++) {
      for (int number : order(streams, round)) {
        int loops = Math.max(1, Math.round(frames / (float) (number * LOOP)));
        Backlog.Cost cost = Backlog.run(recordings, number, loops, config, models);
        tell(round, number, cost);
        if (round > 0) {
          costs.computeIfAbsent(number, key -> new ArrayList<>()).add(cost);
        }
      }
    }
    return sections(costs);
  }

  /** Ascending, then descending, so that warm-up affects all numbers equally. */
  private static List<Integer> order(List<Integer> streams, int round) {
    if (round == 0) {
      return streams.subList(0, 1);
    }
    List<Integer> order = new ArrayList<>(streams);
    if (round % 2 == 0) {
      Collections.reverse(order);
    }
    return order;
  }

  private void tell(int round, int streams, Backlog.Cost cost) {
    log.printf(
        Locale.ROOT,
        "round %d%s: %d streams, %.1f frames/s, %.2f ms CPU per frame%n",
        round,
        round == 0 ? " (warm-up)" : "",
        streams,
        speed(cost),
        millis(cost));
    log.flush();
  }

  private static List<FigureGroup> sections(Map<Integer, List<Backlog.Cost>> costs) {
    List<Figure> speeds = new ArrayList<>();
    List<Figure> cpu = new ArrayList<>();
    costs.forEach(
        (streams, runs) -> {
          String label = streams + (streams == 1 ? " stream" : " streams");
          speeds.add(
              new Figure(
                  label,
                  "frames/s",
                  Spread.of(runs.stream().mapToDouble(ScaleMeasurement::speed).toArray())));
          cpu.add(
              new Figure(
                  label,
                  "ms/frame",
                  Spread.of(runs.stream().mapToDouble(ScaleMeasurement::millis).toArray())));
        });
    int cores = Runtime.getRuntime().availableProcessors();
    String on = cores == 1 ? "1 core" : cores + " cores";
    return List.of(
        new FigureGroup("speed of the job by streams, " + on, speeds),
        new FigureGroup("CPU of the job by streams, " + on, cpu));
  }

  private static double speed(Backlog.Cost cost) {
    return cost.frames() * 1e9 / cost.wallNanos();
  }

  private static double millis(Backlog.Cost cost) {
    return cost.cpuNanos() / 1e6 / cost.frames();
  }
}
