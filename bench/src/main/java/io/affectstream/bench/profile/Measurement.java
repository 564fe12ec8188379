package io.affectstream.bench.profile;

import io.affectstream.inference.ModelRuntime;
import io.affectstream.inference.ModelSource;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.media.MediaSource;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.pipeline.PipelineSettings;
import io.affectstream.jobs.pipeline.SettingsFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * Measures media: the peer first, because it fails early, then our own work alone, then end to end.
 */
public final class Measurement {

  private static final String JVM = "JVM (compiler, collector)";

  private final List<StreamPlan> plans;
  private final AffectConfig config;
  private final ModelSource models;
  private final int repeats;

  /**
   * @param plans one source a stream
   * @param config settings of the job, without an external Kafka
   * @param models the bundle
   * @param repeats measured repeats, after one warm-up
   */
  public Measurement(List<StreamPlan> plans, AffectConfig config, ModelSource models, int repeats) {
    this.plans = plans;
    this.config = config;
    this.models = models;
    this.repeats = repeats;
  }

  /**
   * Runs everything.
   *
   * @param peer command line of another program
   */
  public Report run(Optional<String> peer) throws Exception {
    Report.Peer other = peer.isPresent() ? PeerRun.run(peer.get()) : null;
    List<StageTimes> passes = new ArrayList<>();
    String bundle;
    PipelineSettings settings = SettingsFactory.of(config, models, models.open());
    try (ModelRuntime.Lease lease = ModelRuntime.lease(models, settings.runtime())) {
      bundle = lease.runtime().bundle().identity();
      for (int i = 0; i <= repeats; i++) {
        passes.add(StageMeasurement.pass(plans, lease.runtime(), settings));
      }
    }
    passes.remove(0);
    List<EndToEnd.Cost> runs = new ArrayList<>();
    for (int i = 0; i <= repeats; i++) {
      runs.add(EndToEnd.run(plans, config, models));
    }
    runs.remove(0);
    return report(bundle, passes, runs, other);
  }

  private Report report(
      String bundle, List<StageTimes> passes, List<EndToEnd.Cost> runs, Report.Peer peer) {
    long frames = passes.get(0).frames();
    Map<String, Double> stages = new LinkedHashMap<>();
    double own = 0;
    for (Stage stage : Stage.values()) {
      double millis = median(passes, pass -> pass.perFrame(stage));
      stages.put(stage.label(), millis);
      own += millis;
    }
    double cpu = median(runs, run -> run.cpuNanos() / 1e6 / frames);
    Report.Whole whole =
        new Report.Whole(
            cpu, median(runs, run -> frames * 1e9 / run.wallNanos()), threads(runs, frames, cpu));
    return new Report(
        plans.stream().map(StreamPlan::source).map(MediaSource::describe).toList(),
        bundle,
        Runtime.getRuntime().availableProcessors(),
        frames,
        passes.get(0).rows(),
        repeats,
        stages,
        own,
        whole,
        cpu - own,
        peer);
  }

  private static Map<String, Double> threads(
      List<EndToEnd.Cost> runs, long frames, double cpuMillis) {
    Map<String, Double> all = new LinkedHashMap<>();
    TreeSet<String> names = new TreeSet<>();
    runs.forEach(run -> names.addAll(run.threadNanos().keySet()));
    double java = 0;
    for (String name : names) {
      double millis = median(runs, run -> run.threadNanos().getOrDefault(name, 0L) / 1e6 / frames);
      all.put(name, millis);
      java += millis;
    }
    all.put(JVM, Math.max(0, cpuMillis - java));
    Map<String, Double> sorted = new LinkedHashMap<>();
    all.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }

  private static <T> double median(List<T> repeats, ToDoubleFunction<T> figure) {
    double[] sorted = repeats.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
