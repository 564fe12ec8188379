package io.affectstream.bench.file;

import io.affectstream.bench.figures.Figure;
import io.affectstream.bench.figures.FigureGroup;
import io.affectstream.bench.figures.Spread;
import io.affectstream.bench.profile.EndToEnd;
import io.affectstream.bench.profile.PeerRun;
import io.affectstream.bench.profile.StageMeasurement;
import io.affectstream.inference.ModelSource;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.media.MediaSource;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.pipeline.PipelineSettings;
import io.affectstream.jobs.pipeline.SettingsFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Product, bare loop and peer over the same files, alternately, several times. */
public final class FileMeasurement {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double MIN_SHOWN_MILLIS = 0.02;

  private final List<StreamPlan> plans;
  private final List<Path> files;
  private final AffectConfig config;
  private final ModelSource models;
  private final int repeats;
  private final PrintWriter log;
  private final List<Double> peers = new ArrayList<>();
  private final List<Double> bare = new ArrayList<>();
  private final List<EndToEnd.Cost> whole = new ArrayList<>();
  private long frames;

  /**
   * @param plans one file a stream
   * @param repeats measured rounds, after one warm-up round
   * @param log receives the progress
   * @throws IOException if one of the sources is not a file
   */
  public FileMeasurement(
      List<StreamPlan> plans, AffectConfig config, ModelSource models, int repeats, PrintWriter log)
      throws IOException {
    this.plans = plans;
    this.config = config;
    this.models = models;
    this.repeats = repeats;
    this.log = log;
    this.files = new ArrayList<>();
    for (StreamPlan plan : plans) {
      if (!(plan.source() instanceof MediaSource.File file)) {
        throw new IOException("expected a file, found " + plan.source().describe());
      }
      files.add(file.path());
    }
  }

  /**
   * Runs everything.
   *
   * @param peer command line of another program
   * @param stages whether the stages are also measured individually
   */
  public List<FigureGroup> run(Optional<String> peer, boolean stages) throws Exception {
    PipelineSettings settings = SettingsFactory.of(config, models, models.open());
    for (int round = 0; round <= repeats; round++) {
      round(round, peer, settings);
    }
    List<FigureGroup> sections = new ArrayList<>();
    sections.add(new FigureGroup("file at full speed", speeds()));
    sections.add(new FigureGroup("cost end to end", costs()));
    if (stages) {
      sections.add(stages(settings));
    }
    sections.add(new FigureGroup("CPU end to end, by thread", threads()));
    return sections;
  }

  private void round(int round, Optional<String> peer, PipelineSettings settings) throws Exception {
    boolean counts = round > 0;
    if (peer.isPresent() && counts) {
      peers.add(PeerRun.run(peer.get()).framesPerSecond());
      tell(round, "peer", peers.get(peers.size() - 1));
    }
    BareThroughput.Cost loop = BareThroughput.run(files, models, settings);
    frames = loop.frames() / Runtime.getRuntime().availableProcessors();
    tell(round, "bare loop", loop.framesPerSecond());
    EndToEnd.Cost cost = EndToEnd.run(plans, config, models);
    tell(round, "product", speed(cost));
    if (counts) {
      bare.add(loop.framesPerSecond());
      whole.add(cost);
    }
  }

  private void tell(int round, String what, double speed) {
    log.printf(
        Locale.ROOT,
        "round %d%s: %s %.1f frames/s%n",
        round,
        round == 0 ? " (warm-up)" : "",
        what,
        speed);
    log.flush();
  }

  private double speed(EndToEnd.Cost cost) {
    return frames * 1e9 / cost.wallNanos();
  }

  private List<Figure> speeds() {
    Spread product = Spread.of(whole.stream().mapToDouble(this::speed).toArray());
    Spread loop = Spread.of(bare);
    List<Figure> figures = new ArrayList<>();
    figures.add(new Figure("product, end to end", "frames/s", product));
    figures.add(new Figure("bare loop, one per core", "frames/s", loop));
    if (!peers.isEmpty()) {
      figures.add(new Figure("peer", "frames/s", Spread.of(peers)));
      figures.add(Figure.of("product / peer", "", product.median() / Spread.of(peers).median()));
    }
    figures.add(Figure.of("product / bare loop", "", product.median() / loop.median()));
    return figures;
  }

  private List<Figure> costs() {
    return List.of(
        Figure.count("frames", frames),
        Figure.count("rows", whole.get(0).rows()),
        new Figure(
            "CPU per frame",
            "ms",
            Spread.of(
                whole.stream()
                    .mapToDouble(cost -> cost.cpuNanos() / NANOS_PER_MILLI / frames)
                    .toArray())),
        new Figure(
            "heap allocated per frame",
            "kB",
            Spread.of(
                whole.stream().mapToDouble(cost -> cost.allocated() / 1e3 / frames).toArray())));
  }

  private FigureGroup stages(PipelineSettings settings) throws Exception {
    List<Figure> figures = new ArrayList<>();
    Map<String, Spread> measured =
        StageMeasurement.run(plans, models, settings, Math.min(repeats, 3));
    measured.forEach((stage, spread) -> figures.add(new Figure(stage, "ms/frame", spread)));
    figures.add(
        Figure.of("sum", "ms/frame", measured.values().stream().mapToDouble(Spread::median).sum()));
    return new FigureGroup("CPU of our own work on one thread, by stage", figures);
  }

  private List<Figure> threads() {
    TreeSet<String> names = new TreeSet<>();
    whole.forEach(cost -> names.addAll(cost.threadNanos().keySet()));
    Map<String, Spread> groups = new LinkedHashMap<>();
    for (String name : names) {
      groups.put(
          name,
          Spread.of(
              whole.stream()
                  .mapToDouble(
                      cost -> cost.threadNanos().getOrDefault(name, 0L) / NANOS_PER_MILLI / frames)
                  .toArray()));
    }
    return groups.entrySet().stream()
        .filter(group -> group.getValue().median() >= MIN_SHOWN_MILLIS)
        .sorted((a, b) -> Double.compare(b.getValue().median(), a.getValue().median()))
        .map(group -> new Figure(group.getKey(), "ms/frame", group.getValue()))
        .toList();
  }
}
