package io.affectstream.bench.profile;

import io.affectstream.app.collect.CollectorListener;
import io.affectstream.app.embedded.WorkFolder;
import io.affectstream.app.run.AnalyzeArguments;
import io.affectstream.app.run.AnalyzeOutcome;
import io.affectstream.app.run.AnalyzeRun;
import io.affectstream.inference.ModelSource;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.terminal.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * One run of the product like {@code affect analyze}, measured from the first frame sent to the
 * last committed row read.
 */
public final class EndToEnd implements CollectorListener, Progress {

  /**
   * Cost of a run.
   *
   * @param rows rows committed
   * @param cpuNanos CPU time of the process
   * @param wallNanos wall time
   * @param threadNanos CPU time of Java threads by purpose; the rest of {@code cpuNanos} is the
   *     JVM's (compiler, collector)
   */
  public record Cost(
      long rows, long cpuNanos, long wallNanos, Map<String, Long> threadNanos, long allocated) {}

  private final AtomicBoolean begun = new AtomicBoolean();
  private final Map<CpuClock.Key, Long> before = new ConcurrentHashMap<>();
  private final Map<CpuClock.Key, Long> after = new ConcurrentHashMap<>();
  private long rows;
  private volatile long firstAllocated;
  private long lastAllocated;
  private volatile long firstWall;
  private volatile long firstCpu;
  private long lastWall;
  private long lastCpu;

  private EndToEnd() {}

  /** Runs the sources to the end; removes everything afterwards. */
  public static Cost run(List<StreamPlan> plans, AffectConfig config, ModelSource models)
      throws Exception {
    EndToEnd meter = new EndToEnd();
    Path folder = Files.createTempDirectory("affect-bench");
    try (WorkFolder work = WorkFolder.open(folder.resolve("work"))) {
      work.removeOnClose();
      AnalyzeArguments arguments =
          new AnalyzeArguments(plans, Files.createDirectories(folder.resolve("out")), work, config);
      AnalyzeOutcome outcome = new AnalyzeRun(arguments, models, meter).run(meter);
      if (!outcome.refused().isEmpty()) {
        throw new IOException(String.join("; ", outcome.refused()));
      }
      if (!outcome.results().deadLetters().isEmpty()) {
        throw new IOException("expected no dead letters, found " + outcome.results().deadLetters());
      }
    } finally {
      delete(folder);
    }
    return meter.cost();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> entries = Files.walk(folder)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    }
  }

  private Cost cost() {
    Map<String, Long> groups = new TreeMap<>();
    after.forEach(
        (thread, nanos) ->
            groups.merge(
                ThreadGroups.of(thread.name()),
                nanos - before.getOrDefault(thread, 0L),
                Long::sum));
    return new Cost(
        rows, lastCpu - firstCpu, lastWall - firstWall, groups, lastAllocated - firstAllocated);
  }

  private void begin() {
    if (begun.compareAndSet(false, true)) {
      before.putAll(CpuClock.threads());
      firstAllocated = CpuClock.allocated(id -> true);
      firstCpu = CpuClock.process();
      firstWall = System.nanoTime();
    }
  }

  @Override
  public void frame(AffectFrame frame) {
    rows++;
    lastWall = System.nanoTime();
    lastCpu = CpuClock.process();
  }

  @Override
  public void look() {
    after.putAll(CpuClock.threads());
    lastAllocated = CpuClock.allocated(id -> true);
  }

  @Override
  public Stage stage(String name, String unit, OptionalLong total) {
    return new Stage() {
      @Override
      public void step(long count) {
        begin();
      }

      @Override
      public void total(long count) {}
    };
  }

  @Override
  public void note(String line) {}

  @Override
  public void close() {}
}
