package io.affectstream.bench.jmh;

import io.affectstream.features.smoothing.SmootherState;
import io.affectstream.features.smoothing.SmoothingConfig;
import io.affectstream.features.smoothing.StreamingSmoother;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** {@code StreamingSmoother.push}: one label of a sequence with short outliers. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StreamingSmootherBenchmark {

  private final StreamingSmoother smoother = new StreamingSmoother(SmoothingConfig.DEFAULT);
  private final SmootherState state = new SmootherState();
  private final int[] labels = new int[4096];
  private int next;

  @Setup
  public void prepare() {
    Random random = new Random(5);
    int label = 0;
    for (int i = 0; i < labels.length; i++) {
      label = random.nextInt(40) == 0 ? random.nextInt(8) : label;
      labels[i] = random.nextInt(15) == 0 ? random.nextInt(8) : label;
    }
  }

  @Benchmark
  public void push(Blackhole out) {
    smoother.push(state, labels[next++ & (labels.length - 1)], out::consume);
  }
}
