package io.affectstream.bench.jmh;

import io.affectstream.features.audio.Resampler;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** {@code Resampler.resample}: one second of sound to 16 kHz. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ResamplerBenchmark {

  @Param({"44100", "48000", "8000"})
  public int rateHz;

  private Resampler resampler;
  private float[] input;
  private float[] output;
  private int count;

  @Setup
  public void prepare() {
    resampler = new Resampler(rateHz);
    input = BenchmarkInputs.vowel(rateHz);
    count = (int) resampler.available(input.length);
    output = new float[count];
  }

  @Benchmark
  public float[] oneSecond() {
    resampler.resample(input, input.length, 0, 0, count, output, 0);
    return output;
  }
}
