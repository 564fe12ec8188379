package io.affectstream.bench.jmh;

import io.affectstream.features.align.Segment;
import io.affectstream.inference.ModelRuntime;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.RuntimeConfig;
import io.affectstream.inference.fusion.Prediction;
import io.affectstream.inference.onnx.BatcherConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * {@code FusionPredictor.predict} of the shipped bundle {@code fusion-4}, per frame, one session of
 * one thread: segments of K = 15 frames with M = 60, alone and in batches of eight.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@OperationsPerInvocation(FusionBenchmark.ROWS)
public class FusionBenchmark {

  /** Segments submitted together. */
  static final int SEGMENTS = 8;

  /** Rows of all of them. */
  static final int ROWS = SEGMENTS * BenchmarkInputs.SEGMENT;

  @Param({"1", "8"})
  public int batch;

  private ModelRuntime.Lease lease;
  private List<Segment> segments;

  @Setup
  public void prepare() throws Exception {
    BatcherConfig batches = new BatcherConfig(batch, Duration.ZERO, SEGMENTS, 1);
    RuntimeConfig config = RuntimeConfig.DEFAULT;
    lease =
        ModelRuntime.lease(
            ModelSource.shipped("fusion-4"),
            new RuntimeConfig(
                config.device(),
                config.faces(),
                config.faceBatches(),
                batches,
                config.wordBatches(),
                config.cachedWords()));
    segments = BenchmarkInputs.segments(SEGMENTS, lease.runtime().bundle().manifest());
  }

  @Benchmark
  public List<List<Prediction>> predict() {
    return segments.stream()
        .map(segment -> lease.runtime().predictor().predict(segment))
        .toList()
        .stream()
        .map(CompletableFuture::join)
        .toList();
  }

  @TearDown
  public void release() {
    lease.close();
  }
}
